import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatClockOffset } from './format-clock-offset.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OFFSETS: readonly (readonly [seconds: number, text: string])[] = [
  [70, '1 minute slow'],
  [-20 * MINUTE, '20 minutes fast'],
  [100 * MINUTE, '100 minutes slow'],
  [-3 * HOUR, '3 hours fast'],
  [40 * DAY, '40 days slow'],
  [56.9 * 365.25 * DAY, '57 years slow'],
];

for (const [seconds, text] of OFFSETS) {
  test(`formatClockOffset formats ${seconds} seconds as ${text}`, () => {
    assert.equal(formatClockOffset(seconds), text);
  });
}
