import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { getNextDelay } from './schedule.ts';

suite('getNextDelay', () => {
  const pace = { quickest: 250, slowest: 10_000, longest: 30_000 };
  const rows: readonly [what: string, state: Parameters<typeof getNextDelay>[0], ms: number][] = [
    ['is short at first', { idleRounds: 0, open: 1, ended: 0, elapsedMs: 0 }, 250],
    ['grows while nothing changes', { idleRounds: 3, open: 1, ended: 0, elapsedMs: 700 }, 1024],
    ['has a maximum', { idleRounds: 30, open: 1, ended: 0, elapsedMs: 90_000 }, 10_000],
    [
      'has a higher ceiling while much is left',
      { idleRounds: 0, open: 10_000, ended: 100, elapsedMs: 100_000 },
      30_000,
    ],
    [
      'is half of the estimated remaining time',
      { idleRounds: 0, open: 100, ended: 200, elapsedMs: 10_000 },
      2500,
    ],
    ['is not longer than the elapsed time', { idleRounds: 0, open: 10_000, ended: 1, elapsedMs: 900 }, 900],
    [
      'backs off when a steady stream stops',
      { idleRounds: 2, open: 100, ended: 200, elapsedMs: 10_000 },
      640,
    ],
  ];
  for (const [what, state, ms] of rows)
    test(what, () => assert.equal(Math.round(getNextDelay(state, pace)), ms));
});
