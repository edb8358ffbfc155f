import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTime, parseTime } from './times.ts';

/** Cells and their times in UTC, as Python 3.11 parses them; no time for invalid cells. */
const TIMES: [string, string?][] = [
  ['2024-02-29 10:20:30+00:00', '2024-02-29T10:20:30Z'],
  ['2024/02/29 10:20:30', '2024-02-29T10:20:30Z'],
  ['2024-02-29T10:20:30+10:00', '2024-02-29T00:20:30Z'],
  ['2024-02-29T10:20-01:30', '2024-02-29T11:50:00Z'],
  ['2024-02-29T10:20:30.999Z', '2024-02-29T10:20:30Z'],
  ['2024-02-29', '2024-02-29T00:00:00Z'],
  ['20240229T102030', '2024-02-29T10:20:30Z'],
  ['2024-W09-4', '2024-02-29T00:00:00Z'],
  ['2024W09', '2024-02-26T00:00:00Z'],
  ['2024W094T102030', '2024-02-29T10:20:30Z'],
  ['2020-W53-7', '2021-01-03T00:00:00Z'],
  ['2024-02-29 10:20:30,5+10:00:00.75', '2024-02-29T00:20:29Z'],
  ['2024-02-29 10.5', '2024-02-29T10:00:00Z'],
  ['2024-02-29 10:20:30x+00:00', '2024-02-29T10:20:30Z'],
  ['2021-W53-1'],
  ['2024-W09-8'],
  ['9999-W52-7'],
  ['0000-01-01'],
  ['2024-02-29 10:20:30x'],
  ['2024-02-29 10:20+24:00'],
  ['2023-02-29'],
  ['2024-13-01'],
  ['2024-02-29 24:00:00'],
  ['2024-02-29 10:60'],
  ['29/02/2024'],
  ['now'],
  [''],
];

for (const [cell, iso] of TIMES) {
  test(`parseTime reads "${cell}" as ${iso ?? 'invalid'}`, () => {
    assert.equal(parseTime(cell), iso === undefined ? undefined : Date.parse(iso) / 1000);
  });
}

test('parseTime reads what formatTime writes', () => {
  for (const seconds of [0, 1_709_202_030, 4_102_444_800])
    assert.equal(parseTime(formatTime(seconds)), seconds);
});
