import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { GracePeriods } from './grace-periods.ts';
import { createRow } from './testing/rows.ts';
import { Tracker } from './tracker.ts';

const states = (tracker: Tracker) => tracker.jobs().map(({ state }) => state);

suite('GracePeriods', () => {
  test('a session counts as missing when it has no row for 15 seconds', () => {
    const tracker = new Tracker({ sessions: ['a'], batches: [], follow: true });
    const gracePeriods = new GracePeriods();
    for (const now of [1000, 15_999]) gracePeriods.apply(tracker, ['a'], now);
    assert.deepEqual(states(tracker), ['unlisted']);
    gracePeriods.apply(tracker, ['a'], 16_000);
    assert.deepEqual(states(tracker), ['missing']);
  });

  test('the grace period starts again when the row was there in between', () => {
    const tracker = new Tracker({ sessions: ['a'], batches: [], follow: true });
    const gracePeriods = new GracePeriods();
    gracePeriods.apply(tracker, ['a'], 0);
    gracePeriods.apply(tracker, [], 10_000);
    gracePeriods.apply(tracker, ['a'], 20_000);
    assert.deepEqual(states(tracker), ['unlisted']);
    gracePeriods.apply(tracker, ['a'], 35_000);
    assert.deepEqual(states(tracker), ['missing']);
  });

  const batch = (members: number, size?: number) => {
    const tracker = new Tracker({ sessions: ['s'], batches: size === undefined ? ['b'] : [], follow: true });
    if (size !== undefined)
      tracker.observe(
        createRow('s', { payload: { records: Array(size).fill({}) }, result: { batch_id: 'b' } }),
      );
    else tracker.observe(createRow('s'));
    for (let i = 0; i < members; i++) tracker.observe(createRow(`m${i}`, { batch_id: 'b' }));
    return tracker;
  };
  const rows: readonly (readonly [what: string, tracker: () => Tracker, ms: number])[] = [
    ['a batch of unknown size is closed when it does not grow for 3 seconds', () => batch(2), 3000],
    ['a batch without jobs is closed after 15 seconds', () => batch(0), 15_000],
    ['a batch of known size is closed when jobs are missing for 15 seconds', () => batch(2, 3), 15_000],
    ['a batch of known size is closed when it has no jobs for 15 seconds', () => batch(0, 3), 15_000],
  ];
  for (const [title, make, ms] of rows) {
    test(title, () => {
      const tracker = make();
      const gracePeriods = new GracePeriods();
      for (const now of [500, 500 + ms - 1]) gracePeriods.apply(tracker, [], now);
      assert.equal(tracker.hasEnded(), false);
      gracePeriods.apply(tracker, [], 500 + ms);
      assert.equal(tracker.hasEnded(), true);
    });
  }

  test('the grace period of a batch starts again with each new job', () => {
    const tracker = batch(1);
    const gracePeriods = new GracePeriods();
    gracePeriods.apply(tracker, [], 0);
    tracker.observe(createRow('late', { batch_id: 'b' }));
    gracePeriods.apply(tracker, [], 2900);
    gracePeriods.apply(tracker, [], 5800);
    assert.equal(tracker.hasEnded(), false);
    gracePeriods.apply(tracker, [], 5900);
    assert.equal(tracker.hasEnded(), true);
  });

  test('a complete batch is not closed while jobs are running', () => {
    const tracker = batch(2, 3);
    tracker.observe(createRow('m2', { batch_id: 'b', status: 'PENDING' }));
    const gracePeriods = new GracePeriods();
    for (const now of [0, 100_000]) gracePeriods.apply(tracker, [], now);
    assert.equal(tracker.hasEnded(), false);
    assert.deepEqual(tracker.incompleteBatches(), []);
  });
});
