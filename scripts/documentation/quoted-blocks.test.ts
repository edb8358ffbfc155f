import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isPartOf } from './quoted-blocks.ts';

const FILE = `jobs:
  a:
    steps:
      - id: one
        run: echo 1

      - id: two
`;

suite('isPartOf', () => {
  for (const [name, block, expected] of [
    ['has the same lines with less indentation', '- id: one\n  run: echo 1\n\n- id: two\n', true],
    ['has the same indentation', '      - id: two\n', true],
    ['differs in a later line', '- id: one\n  run: echo 2\n', false],
    ['has a line that the file does not have', '- id: three\n', false],
    ['is indented in another way', '- id: one\n    run: echo 1\n', false],
    ['ends within a line of the file', '- id: on\n', false],
  ] as const) {
    test(`isPartOf returns ${expected} when the block ${name}`, () => {
      assert.equal(isPartOf(block, FILE), expected);
    });
  }
});
