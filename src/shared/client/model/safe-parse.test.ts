import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import { safeParse } from './safe-parse.ts';

const COUNT = 250_000;
const schema = z.strictObject({ names: z.record(z.string(), z.string()), list: z.array(z.string()) });

suite('safeParse', () => {
  test('safeParse returns the value when it is valid, whatever its size', () => {
    const value = { names: {}, list: Array.from({ length: COUNT }, String) };
    assert.deepEqual(safeParse(schema, value), { success: true, data: value });
  });

  test('safeParse reports issues with their paths when there are more than the stack holds', () => {
    const entries = Array.from({ length: COUNT }, (_, i) => i);
    const names = Object.fromEntries(entries.map((i) => [`k${i}`, i]));
    const { error } = safeParse(schema, { names, list: entries });
    assert.deepEqual(error?.issues[0]?.path, ['names', 'k0']);
    assert.deepEqual(error?.issues.at(-1)?.path, ['list', 999]);
  });

  test('safeParse reports an invalid value when only entries beyond the first are invalid', () => {
    const list = [...Array(1000).fill('valid'), ...Array(COUNT).fill(7)];
    const { error } = safeParse(schema, { names: {}, list });
    assert.match(error?.issues[0]?.message ?? '', /first 1000 entries are valid/);
  });
});
