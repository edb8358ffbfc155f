import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import { timestamp } from './timestamp.ts';

const SIX = 1714543200;

suite('timestamp', () => {
  const read = (value: unknown): unknown => {
    const result = z.safeParse(timestamp('When.'), value);
    return result.success ? result.data : result.error.issues[0]?.message;
  };
  test('timestamp accepts Unix seconds', () => assert.equal(read(SIX), SIX));
  test('timestamp rejects milliseconds', () => {
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
  test('timestamp accepts ISO 8601', () => assert.equal(read('2024-05-01T06:00:00Z'), SIX));
  test('timestamp accepts now', () => {
    const before = Math.floor(Date.now() / 1000);
    const now = read('now');
    assert.ok(typeof now === 'number' && Number.isInteger(now));
    assert.ok(before <= now && now <= Date.now() / 1000, String(now));
  });
  for (const value of [1.5, 'soon', true, null])
    test(`timestamp rejects ${JSON.stringify(value)}`, () =>
      assert.match(
        String(read(value)),
        /^expected whole Unix seconds, an ISO 8601 time such as 2024-05-01T06:00:00Z, or now/,
      ));
});
