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

  test('safeParse reports one issue when there are more than the stack holds', () => {
    const entries = Array.from({ length: COUNT }, (_, i) => i);
    const { error } = safeParse(schema, { names: {}, list: entries });
    assert.deepEqual(
      error?.issues.map(({ path, message }) => [path, message]),
      [[[], 'has too many invalid values to list them. Validate a part of it']],
    );
  });
});
