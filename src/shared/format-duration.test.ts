import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration } from './format-duration.ts';

test('formatDuration uses the units that fit the duration', () => {
  for (const [milliseconds, expected] of [
    [0, '0 s'],
    [40, '0 s'],
    [449, '0.4 s'],
    [1000, '1 s'],
    [9960, '10 s'],
    [10_400, '10 s'],
    [119_400, '119 s'],
    [119_600, '2 min'],
    [125_000, '2 min 5 s'],
    [1_800_000, '30 min'],
    [3_569_000, '59 min 29 s'],
    [3_570_000, '1 h'],
    [3_600_000, '1 h'],
    [5_400_000, '1 h 30 min'],
    [93_600_000, '26 h'],
  ] as const)
    assert.equal(formatDuration(milliseconds), expected, `${milliseconds} ms`);
});
