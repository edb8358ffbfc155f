import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Patience } from './patience.ts';
import { row } from './testing/rows.ts';
import { Tracker } from './tracker.ts';

const states = (tracker: Tracker) => tracker.jobs().map(({ state }) => state);

suite('patience', () => {
  test('with a session that has no row lasts fifteen seconds', () => {
    const tracker = new Tracker({ sessions: ['a'], batches: [], follow: true });
    const patience = new Patience();
    for (const now of [1000, 15_999]) patience.judge(tracker, ['a'], now);
    assert.deepEqual(states(tracker), ['unseen']);
    patience.judge(tracker, ['a'], 16_000);
    assert.deepEqual(states(tracker), ['vanished']);
  });

  test('begins anew when the row was there in between', () => {
    const tracker = new Tracker({ sessions: ['a'], batches: [], follow: true });
    const patience = new Patience();
    patience.judge(tracker, ['a'], 0);
    patience.judge(tracker, [], 10_000);
    patience.judge(tracker, ['a'], 20_000);
    assert.deepEqual(states(tracker), ['unseen']);
    patience.judge(tracker, ['a'], 35_000);
    assert.deepEqual(states(tracker), ['vanished']);
  });

  const batch = (members: number, size?: number) => {
    const tracker = new Tracker({ sessions: ['s'], batches: size === undefined ? ['b'] : [], follow: true });
    if (size !== undefined)
      tracker.observe(row('s', { payload: { records: Array(size).fill({}) }, result: { batch_id: 'b' } }));
    else tracker.observe(row('s'));
    for (let i = 0; i < members; i++) tracker.observe(row(`m${i}`, { batch_id: 'b' }));
    return tracker;
  };
  const rows: readonly (readonly [what: string, tracker: () => Tracker, ms: number])[] = [
    ['a batch whose size nobody told is taken for whole after three quiet seconds', () => batch(2), 3000],
    ['a batch that shows no job gets fifteen', () => batch(0), 15_000],
    ['so does one that lacks jobs of a size that was told', () => batch(2, 3), 15_000],
    ['and one of a size that was told and shows none', () => batch(0, 3), 15_000],
  ];
  for (const [what, make, ms] of rows) {
    test(what, () => {
      const tracker = make();
      const patience = new Patience();
      for (const now of [500, 500 + ms - 1]) patience.judge(tracker, [], now);
      assert.equal(tracker.isSettled(), false);
      patience.judge(tracker, [], 500 + ms);
      assert.equal(tracker.isSettled(), true);
    });
  }

  test('with a batch begins anew with each job that it shows', () => {
    const tracker = batch(1);
    const patience = new Patience();
    patience.judge(tracker, [], 0);
    tracker.observe(row('late', { batch_id: 'b' }));
    patience.judge(tracker, [], 2900);
    patience.judge(tracker, [], 5800);
    assert.equal(tracker.isSettled(), false);
    patience.judge(tracker, [], 5900);
    assert.equal(tracker.isSettled(), true);
  });

  test('has no end with a batch that is whole and still works', () => {
    const tracker = batch(2, 3);
    tracker.observe(row('m2', { batch_id: 'b', status: 'PENDING' }));
    const patience = new Patience();
    for (const now of [0, 100_000]) patience.judge(tracker, [], now);
    assert.equal(tracker.isSettled(), false);
    assert.deepEqual(tracker.shortBatches(), []);
  });
});
