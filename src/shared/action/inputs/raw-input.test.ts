import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRawInput } from './raw-input.ts';

const rows: readonly (readonly [text: string, expected: string | undefined])[] = [
  ['10378.1/1\n', '10378.1/1'],
  ['  10378.1/1 \r\n', '10378.1/1'],
  ['\n \n', undefined],
  ['\n  a: 1\n  b: 2\n', '\n  a: 1\n  b: 2\n'],
];
for (const [text, expected] of rows) {
  test(`an input is ${JSON.stringify(expected)} when the workflow has ${JSON.stringify(text)}`, () => {
    assert.equal(readRawInput('dataset-id', { 'INPUT_DATASET-ID': text }), expected);
  });
}
