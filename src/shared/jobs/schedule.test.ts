import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { getNextDelay } from './schedule.ts';

/** Number of rounds of a wait for one job that ends after `seconds`, and the milliseconds until its end is seen. */
function simulateWait(seconds: number): { rounds: number; lateMs: number } {
  let elapsedMs = 0;
  let rounds = 1;
  for (; elapsedMs < seconds * 1000; rounds++)
    elapsedMs += getNextDelay({ idleRounds: rounds, open: 1, finished: 0, elapsedMs });
  return { rounds, lateMs: elapsedMs - seconds * 1000 };
}

suite('getNextDelay', () => {
  const rows: readonly [what: string, state: Parameters<typeof getNextDelay>[0], ms: number][] = [
    ['is short at first', { idleRounds: 0, open: 1, finished: 0, elapsedMs: 0 }, 250],
    ['grows while nothing changes', { idleRounds: 3, open: 1, finished: 0, elapsedMs: 9000 }, 1024],
    ['has a maximum', { idleRounds: 30, open: 1, finished: 0, elapsedMs: 9_000_000 }, 300_000],
    [
      'is a quarter of the elapsed time while nothing changes',
      { idleRounds: 30, open: 1, finished: 0, elapsedMs: 80_000 },
      20_000,
    ],
    [
      'has a higher ceiling while much is left',
      { idleRounds: 0, open: 10_000, finished: 100, elapsedMs: 100_000 },
      100_000,
    ],
    [
      'is half of the estimated remaining time',
      { idleRounds: 0, open: 100, finished: 200, elapsedMs: 10_000 },
      2500,
    ],
    [
      'is not longer than the elapsed time',
      { idleRounds: 0, open: 10_000, finished: 1, elapsedMs: 900 },
      900,
    ],
    [
      'backs off when a steady stream stops',
      { idleRounds: 3, open: 100, finished: 200, elapsedMs: 10_000 },
      1024,
    ],
    [
      'is not shorter than a twelfth of the elapsed time',
      { idleRounds: 0, open: 1, finished: 59, elapsedMs: 120_000 },
      10_000,
    ],
    [
      'is not shorter than a long round',
      { idleRounds: 0, open: 100, finished: 200, elapsedMs: 10_000, roundMs: 4000 },
      4000,
    ],
    [
      'is half of the time to the expected end after a probe',
      { idleRounds: 2, open: 100, finished: 200, elapsedMs: 10_000, isProbe: true, expectedEndMs: 14_000 },
      2000,
    ],
    [
      'is at most a quarter of the elapsed time after a probe',
      { idleRounds: 2, open: 100, finished: 200, elapsedMs: 10_000, isProbe: true, expectedEndMs: 90_000 },
      2500,
    ],
    [
      'backs off after the expected end',
      { idleRounds: 3, open: 100, finished: 200, elapsedMs: 10_000, isProbe: true, expectedEndMs: 9000 },
      1024,
    ],
    [
      'is short after a probe without an estimate, however much was finished before',
      { idleRounds: 0, open: 10_000, finished: 100, elapsedMs: 6000, isProbe: true },
      500,
    ],
    [
      'is a sixth of the elapsed time while probes change nothing',
      { idleRounds: 30, open: 10_000, finished: 0, elapsedMs: 60_000, isProbe: true },
      10_000,
    ],
  ];
  for (const [title, state, ms] of rows)
    test(`the delay ${title}`, () => assert.equal(Math.round(getNextDelay(state)), ms));

  test('the number of rounds grows by a constant when the waiting time doubles', () => {
    const counts = [15, 30, 60, 120, 240, 480, 960].map((seconds) => simulateWait(seconds).rounds);
    for (const [i, count] of counts.slice(1).entries())
      assert.ok(count - (counts[i] ?? 0) <= 4, `${counts.join(', ')} rounds`);
    assert.ok((counts[3] ?? 0) <= 30, `${counts.join(', ')} rounds`);
  });

  test('the end of a job is seen within a third of its time', () => {
    for (const seconds of [1, 3, 10, 60, 600]) {
      const { lateMs } = simulateWait(seconds);
      assert.ok(lateMs <= seconds * 334, `after ${seconds} s, seen ${lateMs} ms later`);
    }
  });
});
