import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import { parseUnixSeconds, suggestDate, suggestTime } from './dates.ts';
import { timestamp } from './timestamp.ts';

suite('parseUnixSeconds', () => {
  const SIX = 1714543200;
  const rows: readonly (readonly [text: string, seconds: number | undefined])[] = [
    ['2024-05-01T06:00:00Z', SIX],
    ['2024-05-01T06:00', SIX],
    ['2024-05-01 06:00:00.999', SIX],
    ['2024-05-01T16:00:00+10:00', SIX],
    ['2024-05-01T16:00:00+1000', SIX],
    ['2024-05-01T16:00:00+10', SIX],
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
  ];
  for (const [text, seconds] of rows) test(text, () => assert.equal(parseUnixSeconds(text), seconds));

  const read = (value: unknown): unknown => {
    const result = z.safeParse(timestamp('When.'), value);
    return result.success ? result.data : result.error.issues[0]?.message;
  };
  test('parseUnixSeconds accepts Unix seconds', () => assert.equal(read(SIX), SIX));
  test('parseUnixSeconds rejects milliseconds', () => {
    assert.match(
      String(read(SIX * 1000)),
      /^expected whole Unix seconds, .*\. These are milliseconds: write 1714543200$/,
    );
    assert.equal(read(99_999_999_999), 99_999_999_999);
  });
  for (const [value, hint] of [
    [20240501, '20240501. Write 2024-05-01'],
    [20240501060000, '20240501060000. Write 2024-05-01T06:00:00'],
    [202405010600, '202405010600. Write 2024-05-01T06:00'],
    [200_000_000_000, '200000000000. These are milliseconds: write 200000000'],
    ['1714543200', '"1714543200". Remove the quotes'],
    ['1714543200000', '"1714543200000". These are milliseconds: write 1714543200'],
    [1714543200000000, '1714543200000000. These are microseconds: write 1714543200'],
    ['1714543200000000', '"1714543200000000". These are microseconds: write 1714543200'],
    ['2024-05-01T06', '"2024-05-01T06"'],
    ['2024-05-01T06Z', '"2024-05-01T06Z"'],
    ['202405010600', '"202405010600". Write 2024-05-01T06:00'],
    ['Now', '"Now". Write now'],
    ['now ', '"now ". Write now'],
    ...['AEST', ' Australia/Brisbane', '[Europe/Berlin]'].map(
      (zone) =>
        [
          `2024-05-01T06:00${zone}`,
          `"2024-05-01T06:00${zone}". Write the offset from UTC, such as +10:00, instead of ${zone.trim()}`,
        ] as const,
    ),
    ['2024-05-01 06:00 pm', '"2024-05-01 06:00 pm"'],
    ['2024-5-1', '"2024-5-1". Write 2024-05-01'],
    ['2024-05-01 06:00:00 +1000', '"2024-05-01 06:00:00 +1000". Write 2024-05-01T06:00:00+10:00'],
    ['01/05/2024', '"01/05/2024"'],
    [2024, '2024. This is a year: write a date, such as 2024-01-01'],
    ['2024-02-31', '"2024-02-31". There is no such date or time'],
    ['2024-05-01T25:00Z', '"2024-05-01T25:00Z". There is no such date or time'],
    ['0000-01-01', '"0000-01-01". There is no such date or time'],
  ] as const)
    test(`timestamp suggests a correction of ${JSON.stringify(value)}`, () =>
      assert.ok(String(read(value)).endsWith(`; found ${hint}`), String(read(value))));
  for (const seconds of [0, 3600, 20241301, 1_714_543_200])
    test(`timestamp accepts ${seconds} as Unix seconds`, () => assert.equal(read(seconds), seconds));
  test('parseUnixSeconds accepts Unix seconds as text', () =>
    assert.equal(read('2024-05-01T06:00:00Z'), SIX));
  test('parseUnixSeconds accepts now', () => {
    const before = Math.floor(Date.now() / 1000);
    const now = read('now');
    assert.ok(typeof now === 'number' && Number.isInteger(now));
    assert.ok(before <= now && now <= Date.now() / 1000, String(now));
  });
  for (const value of [1.5, 'soon', true, null])
    test(`parseUnixSeconds rejects ${JSON.stringify(value)}`, () =>
      assert.match(
        String(read(value)),
        /^expected whole Unix seconds, an ISO 8601 time such as 2024-05-01T06:00:00Z, or now/,
      ));
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
