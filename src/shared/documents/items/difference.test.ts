import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import type { Json } from '../json.ts';
import { findChanges, formatChange } from './difference.ts';

const Schema = z.strictObject({
  name: z.string(),
  reposited: z.optional(z.boolean().check(z.meta({ default: true }))),
  flag: z.optional(z.boolean()),
  info: z.optional(z.strictObject({ date: z.nullish(z.string()), free: z.optional(z.boolean()) })),
  facts: z.optional(z.record(z.string(), z.string())),
  list: z.optional(z.array(z.string())),
});

function changed(stored: Json, wanted: Json, isOurs = (_: readonly unknown[]) => false): string[] {
  return findChanges(Schema, stored, wanted, isOurs).map(formatChange);
}

suite('findChanges', () => {
  const rows: readonly (readonly [what: string, stored: Json, wanted: Json, changes: readonly string[]])[] = [
    ['in nothing when they say the same', { name: 'a' }, { name: 'a' }, []],
    ['in a value', { name: 'a' }, { name: 'b' }, ['name: "a" → "b"']],
    ['in what only one of them says', { name: 'a' }, {}, ['name: "a" → (nothing)']],
    ['in what only the document says', {}, { name: 'a' }, ['name: (nothing) → "a"']],
    ['not in a null that the server fills in', { name: 'a', info: { date: null } }, { name: 'a' }, []],
    ['not in an empty list that the server fills in', { name: 'a', list: [] }, { name: 'a' }, []],
    ['not in a default of the schema', { reposited: true }, {}, []],
    ['in what is not the default', { reposited: false }, {}, ['reposited: false → (nothing)']],
    ['not in a flag that is false where nothing is said', { flag: false }, {}, []],
    ['in a flag that is true', { flag: true }, {}, ['flag: true → (nothing)']],
    ['deep inside', { info: { date: 'x' } }, { info: { date: 'y' } }, ['info.date: "x" → "y"']],
    ['in all that a mapping has when it is new', {}, { info: { date: 'y' } }, ['info.date: (nothing) → "y"']],
    ['in all that a mapping had when it is gone', { facts: { a: '1' } }, {}, ['facts.a: "1" → (nothing)']],
    ['in one entry of a list', { list: ['a', 'b'] }, { list: ['a', 'c'] }, ['list[1]: "b" → "c"']],
    ['in a whole list of another length', { list: ['a'] }, { list: ['a', 'b'] }, ['list: ["a"] → ["a","b"]']],
    ['in a kind of value', { facts: { a: '1' } }, { facts: 'x' }, ['facts: {"a":"1"} → "x"']],
    [
      'in a key that every object has',
      { facts: { constructor: 'a' } },
      { facts: {} },
      ['facts.constructor: "a" → (nothing)'],
    ],
    [
      'in a field that the schema does not know',
      { constructor: { a: 1 } },
      {},
      ['constructor.a: 1 → (nothing)'],
    ],
  ];
  for (const [what, stored, wanted, changes] of rows)
    test(what, () => assert.deepEqual(changed(stored, wanted), changes));

  test('findChanges ignores the fields that this project adds', () => {
    const ours = (path: readonly unknown[]) => path.join('.') === 'facts.key';
    assert.deepEqual(changed({ facts: { key: 'a', other: 'b' } }, { facts: {} }, ours), [
      'facts.other: "b" → (nothing)',
    ]);
  });
});
