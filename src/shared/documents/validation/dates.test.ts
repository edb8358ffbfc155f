import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseUnixSeconds } from './dates.ts';

suite('parseUnixSeconds', () => {
  const rows: readonly [text: string, seconds: number | undefined][] = [
    ['2024-05-01', 1714521600],
    ['2024-05-01T06:00:00Z', 1714543200],
    ['2024-05-01 06:00', 1714543200],
    ['2024-05-01T16:00:00.5+10:00', 1714543200],
    ['2024-05-01T16:00+10', 1714543200],
    ['2024-02-30T00:00:00Z', undefined],
    ['01/05/2024', undefined],
    ['2024-05-01T25:00:00Z', undefined],
    ['', undefined],
  ];
  for (const [text, seconds] of rows) {
    test(`timestamp ${JSON.stringify(text)} is read as ${seconds ?? 'invalid'}`, () =>
      assert.equal(parseUnixSeconds(text), seconds));
  }
});
