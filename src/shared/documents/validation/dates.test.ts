import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseUnixSeconds, suggestDate, suggestTime } from './dates.ts';

suite('parseUnixSeconds', () => {
  const SIX = 1714543200;
  const rows: readonly (readonly [text: string, seconds: number | undefined])[] = [
    ['2024-05-01T06:00:00Z', SIX],
    ['2024-05-01T06:00', SIX],
    ['2024-05-01 06:00:00.999', SIX],
    ['2024-05-01T16:00:00+10:00', SIX],
    ['2024-05-01T16:00:00+1000', SIX],
    ['2024-05-01T16:00:00.5+10', SIX],
    ['2024-05-01T02:30:00-03:30', SIX],
    ['2024-05-01T02:30:00-0330', SIX],
    ['2024-05-01', SIX - 6 * 3600],
    ['1970-01-01', 0],
    ['1969-12-31T23:59:59.5Z', -1],
    ['2024-02-29', 1709164800],
    ['2023-02-29', undefined],
    ['2024-13-01', undefined],
    ['2024-05-01T06', undefined],
    ['2024-05-01T06:00+1', undefined],
    ['x2024-05-01', undefined],
    ['2024-05-01x', undefined],
    ['2024-05-01Z', undefined],
    ['now', undefined],
    ['01/05/2024', undefined],
    ['', undefined],
  ];
  for (const [text, seconds] of rows)
    test(`parseUnixSeconds returns ${seconds} for ${JSON.stringify(text)}`, () =>
      assert.equal(parseUnixSeconds(text), seconds));
});

suite('suggestTime', () => {
  const rows: readonly (readonly [text: string, time: string | undefined])[] = [
    ['2024-5-1', '2024-05-01'],
    ['2024/05/01', '2024-05-01'],
    ['2024.5.1', '2024-05-01'],
    ['2024–05–01', '2024-05-01'],
    ['20240501', '2024-05-01'],
    [' 2024-05-01 ', '2024-05-01'],
    ['2024-05-01T6:00', '2024-05-01T06:00'],
    ['2024-05-01t06:00:00z', '2024-05-01T06:00:00Z'],
    ['2024/05/01 06:00:00.5 UTC', '2024-05-01T06:00:00Z'],
    ['20240501T060000Z', '2024-05-01T06:00:00Z'],
    ['2024-05-01 06:00 -0330', '2024-05-01T06:00-03:30'],
    ['2024-05-01T06:00 UTC+10', '2024-05-01T06:00+10:00'],
    ['2024-05-01T06:00\u22123:30', '2024-05-01T06:00-03:30'],
    ['2024-2-30', undefined],
    ['2024-5/1', undefined],
    ['2024-05', undefined],
    ['2024-05-01 25:00', undefined],
    ['2024-05-01 06:00 AEST', undefined],
    ['1/5/2024', undefined],
    ['2024511', undefined],
    ['run 2024-05-01', undefined],
  ];
  for (const [text, time] of rows)
    test(`suggestTime returns ${time} for ${JSON.stringify(text)}`, () =>
      assert.equal(suggestTime(text), time));

  test('suggestTime stays fast for a long string', { timeout: 20_000 }, () =>
    assert.equal(suggestTime(`2024-05-01T06:00${' '.repeat(3_000_000)}x`), undefined),
  );

  test('suggestDate omits the time', () => assert.equal(suggestDate('2024-05-01T06:00:00Z'), '2024-05-01'));
});
