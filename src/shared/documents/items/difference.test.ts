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

function changed(stored: Json, wanted: Json, isManaged?: (path: readonly unknown[]) => boolean): string[] {
  return findChanges({ schema: Schema, ...(isManaged && { isManaged }) }, stored, wanted).map(formatChange);
}

suite('findChanges', () => {
  const rows: readonly (readonly [what: string, stored: Json, wanted: Json, changes: readonly string[]])[] = [
    ['returns nothing when both are equal', { name: 'a' }, { name: 'a' }, []],
    ['returns nothing for two empty mappings', { facts: {} }, { facts: {} }, []],
    ['returns a different value', { name: 'a' }, { name: 'b' }, ['name: "a" → "b"']],
    ['returns a value that only the item has', { name: 'a' }, {}, ['name: "a" → (nothing)']],
    ['returns a value that only the document has', {}, { name: 'a' }, ['name: (nothing) → "a"']],
    ['ignores a null that the server adds', { name: 'a', info: { date: null } }, { name: 'a' }, []],
    ['ignores an empty list that the server adds', { name: 'a', list: [] }, { name: 'a' }, []],
    ['ignores a default of the schema', { reposited: true }, {}, []],
    ['returns a value that is not the default', { reposited: false }, {}, ['reposited: false → (nothing)']],
    ['ignores a missing flag that is false in the item', { flag: false }, {}, []],
    ['returns a flag that is true', { flag: true }, {}, ['flag: true → (nothing)']],
    ['returns a nested value', { info: { date: 'x' } }, { info: { date: 'y' } }, ['info.date: "x" → "y"']],
    ['returns each value of a new mapping', {}, { info: { date: 'y' } }, ['info.date: (nothing) → "y"']],
    ['returns each value of a removed mapping', { facts: { a: '1' } }, {}, ['facts.a: "1" → (nothing)']],
    ['returns one entry of a list', { list: ['a', 'b'] }, { list: ['a', 'c'] }, ['list[1]: "b" → "c"']],
    [
      'returns the whole list when its length differs',
      { list: ['a'] },
      { list: ['a', 'b'] },
      ['list: ["a"] → ["a","b"]'],
    ],
    ['returns a value of another type', { facts: { a: '1' } }, { facts: 'x' }, ['facts: {"a":"1"} → "x"']],
    [
      'returns a key that every object has',
      { facts: { constructor: 'a' } },
      { facts: {} },
      ['facts.constructor: "a" → (nothing)'],
    ],
    [
      'returns a field that is not in the schema',
      { constructor: { a: 1 } },
      {},
      ['constructor.a: 1 → (nothing)'],
    ],
  ];
  for (const [title, stored, wanted, changes] of rows)
    test(`findChanges ${title}`, () => assert.deepEqual(changed(stored, wanted), changes));

  test('findChanges ignores the fields that this project adds', () => {
    const ours = (path: readonly unknown[]) => path.join('.') === 'facts.key';
    assert.deepEqual(changed({ facts: { key: 'a', other: 'b' } }, { facts: {} }, ours), [
      'facts.other: "b" → (nothing)',
    ]);
  });

  test('formatChange shows the first difference of long values, and no half characters', () => {
    const text = 'The first part of this long text is the same in both. ';
    const faces = '😀'.repeat(39);
    assert.deepEqual(changed({ name: `${text}Old end` }, { name: `${text}New end` }), [
      'name: …s the same in both. Old end" → …s the same in both. New end"',
    ]);
    assert.deepEqual(changed({ name: `${faces}😀` }, { name: `${faces}😁` }), [
      `name: …${'😀'.repeat(10)}" → …${'😀'.repeat(9)}😁"`,
    ]);
  });
});
