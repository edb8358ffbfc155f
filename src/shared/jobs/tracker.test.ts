import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { row } from './testing/rows.ts';
import { Tracker } from './tracker.ts';

const tracker = (given: Partial<ConstructorParameters<typeof Tracker>[0]> = {}): Tracker =>
  new Tracker({ sessions: [], batches: [], follow: true, ...given });
const ids = (jobs: readonly { sessionId: string }[]): string[] => jobs.map(({ sessionId }) => sessionId);
const SUBMIT = { payload: { records: [{}, {}, {}] }, result: { batch_id: 'b' } };

suite('what is known of jobs', () => {
  test('is nothing at first, and all of it open', () => {
    const known = tracker({ sessions: ['a', 'a', 'b'] });
    assert.deepEqual(ids(known.jobs()), ['a', 'b']);
    assert.deepEqual(known.jobs()[0], {
      sessionId: 'a',
      state: 'unseen',
      status: undefined,
      subType: undefined,
      batchId: undefined,
      info: undefined,
      displayName: undefined,
      recordKey: undefined,
      launches: 0,
      result: undefined,
      asked: true,
    });
    assert.deepEqual(ids(known.openSessions()), ['a', 'b']);
    assert.equal(known.openCount(), 2);
    assert.equal(known.isSettled(), false);
  });

  test('is what the row says', () => {
    const known = tracker({ sessions: ['a'] });
    const record = { display_name: 'Run', annotations: { idempotency_key: 'k/1' } };
    known.observe(row('a', { status: 'IN_PROGRESS', batch_id: 'x', info: 'busy', payload: { record } }));
    const { result, ...rest } = known.jobs()[0] ?? {};
    assert.deepEqual(rest, {
      sessionId: 'a',
      state: 'open',
      status: 'IN_PROGRESS',
      subType: 'MODEL_RUN_PROV_LODGE',
      batchId: 'x',
      info: 'busy',
      displayName: 'Run',
      recordKey: 'k/1',
      launches: 0,
      asked: true,
    });
    assert.equal(result, undefined);
  });

  for (const [status, state] of [
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['PENDING', 'open'],
    ['OTHER', 'open'],
  ]) {
    test(`${status} is ${state}`, () => {
      const known = tracker({ sessions: ['a'] });
      known.observe(row('a', { status: status ?? '' }));
      assert.equal(known.jobs()[0]?.state, state);
      assert.equal(known.isSettled(), state !== 'open');
      assert.equal(known.openCount(), state === 'open' ? 1 : 0);
    });
  }

  test('a name that is no text is none', () => {
    const known = tracker({ sessions: ['a'] });
    known.observe(row('a', { payload: { record: { display_name: 7 } } }));
    assert.equal(known.jobs()[0]?.displayName, undefined);
    known.observe(row('a', { payload: null }));
    assert.equal(known.jobs()[0]?.displayName, undefined);
  });

  test('something new is told from what was known', () => {
    const known = tracker({ sessions: ['a'] });
    assert.equal(known.observe(row('stranger')), false);
    assert.equal(known.observe(row('a', { status: 'PENDING' })), true);
    assert.equal(known.observe(row('a', { status: 'PENDING' })), false);
    assert.equal(known.observe(row('a')), true);
    assert.equal(known.observe(row('a', { status: 'FAILED' })), false);
    assert.equal(known.jobs()[0]?.state, 'succeeded');
    assert.deepEqual(ids(known.jobs()), ['a']);
  });

  test('a job that was given up comes back with its row', () => {
    const known = tracker({ sessions: ['a'] });
    known.giveUp('a');
    known.giveUp('stranger');
    assert.deepEqual(
      known.jobs().map(({ state }) => state),
      ['vanished'],
    );
    assert.equal(known.isSettled(), true);
    assert.equal(known.observe(row('a')), true);
    assert.equal(known.jobs()[0]?.state, 'succeeded');
  });

  test('the document of a result is dropped; of a result that nobody asked for all but the handle', () => {
    const result = { record: { id: 'h', prov_json: '{}', record: { display_name: 'R' } }, more: 1 };
    const known = tracker({ sessions: ['a'], batches: ['b'] });
    known.observe(row('a', { result }));
    known.observe(row('child', { result, batch_id: 'b' }));
    known.observe(row('plain', { result: { lodge_session_id: 'x' }, batch_id: 'b' }));
    assert.deepEqual(
      known.jobs().map((job) => job.result),
      [
        { record: { id: 'h', record: { display_name: 'R' } }, more: 1 },
        { record: { id: 'h' }, more: 1 },
        { lodge_session_id: 'x' },
        undefined,
      ],
    );
  });
});

suite('chains and batches', () => {
  test('a job that succeeded leads to the next, once', () => {
    const known = tracker({ sessions: ['a', 'b'] });
    known.observe(row('a', { result: { lodge_session_id: 'b' } }));
    known.observe(row('b', { result: { lodge_session_id: 'c' } }));
    assert.deepEqual(ids(known.jobs()), ['a', 'b', 'c']);
    assert.deepEqual(
      known.jobs().map(({ asked }) => asked),
      [true, true, false],
    );
  });

  test('nothing is followed where that was not asked for', () => {
    const known = tracker({ sessions: ['a'], follow: false });
    known.observe(row('a', { ...SUBMIT, result: { batch_id: 'b', lodge_session_id: 'c' } }));
    assert.deepEqual(ids(known.jobs()), ['a']);
    assert.deepEqual(known.batchIds(), []);
  });

  test('a submit job promises as many jobs as it has records', () => {
    const known = tracker({ sessions: ['a'] });
    known.observe(row('a', { ...SUBMIT, status: 'PENDING', result: null }));
    assert.equal(known.openCount(), 4);
    known.observe(row('a', SUBMIT));
    assert.equal(known.openCount(), 3);
    assert.deepEqual(known.openBatches(), [
      { id: 'b', members: 0, whole: false, sizeKnown: true, open: new Set() },
    ]);
    known.observe(row('1', { batch_id: 'b' }));
    known.observe(row('2', { batch_id: 'b', status: 'PENDING' }));
    assert.equal(known.openCount(), 2);
    assert.deepEqual(known.openBatches(), [
      { id: 'b', members: 2, whole: false, sizeKnown: true, open: new Set(['2']) },
    ]);
    known.observe(row('3', { batch_id: 'b' }));
    assert.deepEqual(known.openBatches(), [
      { id: 'b', members: 3, whole: true, sizeKnown: true, open: new Set(['2']) },
    ]);
    known.observe(row('2', { batch_id: 'b' }));
    assert.deepEqual(known.openBatches(), []);
    assert.equal(known.isSettled(), true);
    assert.deepEqual(known.shortBatches(), []);
  });

  test('jobs of a batch are read with it, and others by themselves', () => {
    const known = tracker({ sessions: ['alone', 'elsewhere'], batches: ['b'] });
    known.observe(row('elsewhere', { batch_id: 'other', status: 'PENDING' }));
    known.observe(row('member', { batch_id: 'b', status: 'PENDING' }));
    assert.deepEqual(ids(known.openSessions()), ['alone', 'elsewhere']);
  });

  test('a batch whose size nobody told is open until it is closed', () => {
    const known = tracker({ batches: ['b'] });
    assert.deepEqual(known.openBatches(), [
      { id: 'b', members: 0, whole: false, sizeKnown: false, open: new Set() },
    ]);
    assert.equal(known.openCount(), 0);
    known.observe(row('1', { batch_id: 'b' }));
    assert.equal(known.isSettled(), false);
    assert.deepEqual(known.shortBatches(), []);
    known.closeBatch('b');
    known.closeBatch('stranger');
    assert.equal(known.isSettled(), true);
    assert.deepEqual(known.shortBatches(), []);
  });

  test('a size that is told later counts', () => {
    const known = tracker({ sessions: ['a'], batches: ['b'] });
    known.observe(row('a', SUBMIT));
    known.observe(row('1', { batch_id: 'b' }));
    known.closeBatch('b');
    assert.deepEqual(known.batchIds(), ['b']);
    assert.deepEqual(known.shortBatches(), [{ id: 'b', expected: 3, found: 1 }]);
    assert.equal(known.openCount(), 0);
  });

  test('a batch without any job is short', () => {
    const known = tracker({ batches: ['b', 'c'] });
    known.closeBatch('b');
    assert.deepEqual(known.shortBatches(), [{ id: 'b', expected: undefined, found: 0 }]);
  });
});
