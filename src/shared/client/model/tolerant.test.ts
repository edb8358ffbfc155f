import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { KINDS } from '../registry/kinds.ts';
import { getRecordedResponse } from '../testing/recorded-responses.ts';
import { fetchResult, storedItem } from './item.ts';
import { tolerant } from './tolerant.ts';

const Form = z.strictObject({
  name: z.string().check(z.minLength(3)),
  kind: z.enum(['A', 'B']),
  agreed: z.literal(true),
  tags: z.optional(z.array(z.string().check(z.minLength(2)))),
  facts: z.nullish(z.record(z.string(), z.string())),
  part: z.strictObject({ count: z.int() }).check(z.refine(() => false)),
});

test('tolerant schema accepts stored values that break rules for new ones', () => {
  const stored = {
    name: '',
    kind: 'C',
    agreed: false,
    tags: [''],
    facts: null,
    part: { count: 1.5, more: 1 },
    extra: 2,
  };
  assert.deepEqual(z.parse(tolerant(Form), stored), stored);
});

test('tolerant schema requires the fields and their types', () => {
  for (const broken of [{}, { name: 1 }, { part: { count: '1' } }]) {
    const stored = { name: 'abc', kind: 'A', agreed: true, part: { count: 1 }, ...broken };
    assert.equal(z.safeParse(tolerant(Form), stored).success, Object.keys(broken).length === 0);
  }
});

for (const [name, { path, info }] of Object.entries(KINDS)) {
  test(`response schema keeps all fields of a recorded ${name}`, () => {
    const response = getRecordedResponse('registry', 'GET', `/registry/${path}/fetch`);
    assert.deepEqual(z.parse(fetchResult(storedItem<unknown>(info)), response), response);
  });
}
