import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { formatPath } from './format-path.ts';

suite('formatPath', () => {
  const rows: readonly (readonly [path: readonly (string | number)[], text: string])[] = [
    [[], ''],
    [['inputs', 0, 'dataset_id'], 'inputs[0].dataset_id'],
    [[3, 'a'], '[3].a'],
    [['a', '3'], 'a["3"]'],
    [['a', 'two words', 'b'], 'a["two words"].b'],
    [['with "quotes"'], '["with \\"quotes\\""]'],
    [['_a', 'b-c'], '_a.b-c'],
    [['a', 'b '], 'a["b "]'],
    [['a', ''], 'a[""]'],
    [['a\u200b', 'b\u{e0001}'], String.raw`["a\u200b"]["b\udb40\udc01"]`],
  ];
  for (const [path, text] of rows) test(text || 'nothing', () => assert.equal(formatPath(path), text));
});
