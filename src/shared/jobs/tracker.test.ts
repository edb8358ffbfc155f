import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createRow } from './testing/rows.ts';
import { Tracker } from './tracker.ts';

const tracker = (options: Partial<ConstructorParameters<typeof Tracker>[0]> = {}): Tracker =>
  new Tracker({ sessions: [], batches: [], follow: true, ...options });
const ids = (jobs: readonly { sessionId: string }[]): string[] => jobs.map(({ sessionId }) => sessionId);
const describeOpen = (known: Tracker) =>
  known.openBatches().map(({ id, memberCount, isComplete, isSizeKnown, launchedAt, open }) => {
    return { id, memberCount, isComplete, isSizeKnown, launchedAt, open: new Set(open) };
  });
const SUBMIT = { payload: { records: [{}, {}, {}] }, result: { batch_id: 'b' } };

suite('Tracker', () => {
  test('Tracker omits ignored jobs of a batch and counts them as its members', () => {
    const known = tracker({ sessions: ['s', 'old'], ignored: new Set(['a', 'old']) });
    known.observe(createRow('s', SUBMIT));
    for (const id of ['a', 'b', 'c'])
      known.observe(createRow(id, { batch_id: 'b', status: id === 'a' ? 'FAILED' : 'SUCCEEDED' }));
    known.observe(createRow('old', { status: 'FAILED' }));
    assert.deepEqual(ids(known.jobs()), ['s', 'old', 'b', 'c']);
    assert.equal(known.hasEnded(), true);
    assert.deepEqual(known.incompleteBatches(), []);
  });

  test('Tracker lists requested sessions as unlisted at first', () => {
    const known = tracker({ sessions: ['a', 'a', 'b'] });
    assert.deepEqual(ids(known.jobs()), ['a', 'b']);
    assert.deepEqual(known.jobs()[0], {
      sessionId: 'a',
      state: 'unlisted',
      status: undefined,
      subType: undefined,
      batchId: undefined,
      info: undefined,
      displayName: undefined,
      recordKey: undefined,
      fingerprint: undefined,
      launchCount: 0,
      result: undefined,
      isRequested: true,
    });
    assert.deepEqual(ids(known.openSessions()), ['a', 'b']);
    assert.equal(known.openCount(), 2);
    assert.equal(known.hasEnded(), false);
  });

  test('Tracker contains the fields of the row', () => {
    const known = tracker({ sessions: ['a'] });
    const record = { display_name: 'Run', annotations: { idempotency_key: 'k/record-1' } };
    known.observe(
      createRow('a', { status: 'IN_PROGRESS', batch_id: 'x', info: 'busy', payload: { record } }),
    );
    const { result, ...rest } = known.jobs()[0] ?? {};
    assert.deepEqual(rest, {
      sessionId: 'a',
      state: 'open',
      status: 'IN_PROGRESS',
      subType: 'MODEL_RUN_PROV_LODGE',
      batchId: 'x',
      info: 'busy',
      createdItem: undefined,
      displayName: 'Run',
      recordKey: 'k/record-1',
      fingerprint: undefined,
      launchCount: 0,
      isRequested: true,
    });
    assert.equal(result, undefined);
  });

  test('Tracker names the run of a job that updates it', () => {
    const known = tracker({ sessions: ['a'] });
    const record = { display_name: 'Run', annotations: { idempotency_key: 'k/1' } };
    known.observe(createRow('a', { payload: { updated_record: record, model_run_record_id: '10378.1/1' } }));
    const [job] = known.jobs();
    assert.deepEqual([job?.displayName, job?.recordKey], ['Run', 'k/1']);
  });

  for (const [status, state] of [
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['PENDING', 'open'],
    ['OTHER', 'open'],
  ]) {
    test(`${status} is ${state}`, () => {
      const known = tracker({ sessions: ['a'] });
      known.observe(createRow('a', { status: status ?? '' }));
      assert.equal(known.jobs()[0]?.state, state);
      assert.equal(known.hasEnded(), state !== 'open');
      assert.equal(known.openCount(), state === 'open' ? 1 : 0);
    });
  }

  test('Tracker ignores a display name that is not text', () => {
    const known = tracker({ sessions: ['a'] });
    known.observe(createRow('a', { payload: { record: { display_name: 7 } } }));
    assert.equal(known.jobs()[0]?.displayName, undefined);
    known.observe(createRow('a', { payload: null }));
    assert.equal(known.jobs()[0]?.displayName, undefined);
  });

  test('observe returns true only when the status changed', () => {
    const known = tracker({ sessions: ['a'] });
    assert.equal(known.observe(createRow('stranger')), false);
    assert.equal(known.observe(createRow('a', { status: 'PENDING' })), true);
    assert.equal(known.observe(createRow('a', { status: 'PENDING' })), false);
    assert.equal(known.observe(createRow('a')), true);
    assert.equal(known.observe(createRow('a', { status: 'FAILED' })), false);
    assert.equal(known.jobs()[0]?.state, 'succeeded');
    assert.deepEqual(ids(known.jobs()), ['a']);
  });

  test('Tracker updates a missing job when its row appears', () => {
    const known = tracker({ sessions: ['a'] });
    known.markMissing('a');
    known.markMissing('stranger');
    const states = known.jobs().map(({ state }) => state);
    assert.deepEqual(states, ['missing']);
    assert.equal(known.hasEnded(), true);
    assert.equal(known.observe(createRow('a')), true);
    assert.equal(known.jobs()[0]?.state, 'succeeded');
  });

  test('Tracker drops the PROV document of a result, and everything but the handle of a job that was not requested', () => {
    const result = { record: { id: 'h', prov_json: '{}', record: { display_name: 'R' } }, more: 1 };
    const known = tracker({ sessions: ['a'], batches: ['b'] });
    known.observe(createRow('a', { result }));
    known.observe(createRow('child', { result, batch_id: 'b' }));
    known.observe(createRow('plain', { result: { lodge_session_id: 'x' }, batch_id: 'b' }));
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

suite('Tracker with launched jobs and batches', () => {
  test('Tracker with launched jobs and batches adds the job that another job launched once when that one succeeds', () => {
    const known = tracker({ sessions: ['a', 'b'] });
    known.observe(createRow('a', { result: { lodge_session_id: 'b' } }));
    known.observe(createRow('b', { result: { lodge_session_id: 'c' } }));
    assert.deepEqual(ids(known.jobs()), ['a', 'b', 'c']);
    const requested = known.jobs().map(({ isRequested: asked }) => asked);
    assert.deepEqual(requested, [true, true, false]);
  });

  test('Tracker with launched jobs and batches adds no jobs when follow is false', () => {
    const known = tracker({ sessions: ['a'], follow: false });
    known.observe(createRow('a', { ...SUBMIT, result: { batch_id: 'b', lodge_session_id: 'c' } }));
    assert.deepEqual(ids(known.jobs()), ['a']);
    assert.deepEqual(known.batchIds(), []);
  });

  test('Tracker with launched jobs and batches counts the records of a submit job as open jobs', () => {
    const known = tracker({ sessions: ['a'] });
    known.observe(createRow('a', { ...SUBMIT, status: 'PENDING', result: null }));
    assert.equal(known.openCount(), 4);
    known.observe(createRow('a', SUBMIT));
    assert.equal(known.openCount(), 3);
    assert.deepEqual(describeOpen(known), [
      { id: 'b', memberCount: 0, isComplete: false, isSizeKnown: true, launchedAt: 0, open: new Set() },
    ]);
    known.observe(createRow('1', { batch_id: 'b' }));
    known.observe(createRow('2', { batch_id: 'b', status: 'PENDING' }));
    assert.equal(known.openCount(), 2);
    assert.deepEqual(describeOpen(known), [
      { id: 'b', memberCount: 2, isComplete: false, isSizeKnown: true, launchedAt: 0, open: new Set(['2']) },
    ]);
    known.observe(createRow('3', { batch_id: 'b' }));
    assert.deepEqual(describeOpen(known), [
      { id: 'b', memberCount: 3, isComplete: true, isSizeKnown: true, launchedAt: 0, open: new Set(['2']) },
    ]);
    known.observe(createRow('2', { batch_id: 'b' }));
    assert.deepEqual(known.openBatches(), []);
    assert.equal(known.hasEnded(), true);
    assert.deepEqual(known.incompleteBatches(), []);
  });

  test('Tracker with launched jobs and batches lists only sessions outside of known batches as open sessions', () => {
    const known = tracker({ sessions: ['alone', 'elsewhere'], batches: ['b'] });
    known.observe(createRow('elsewhere', { batch_id: 'other', status: 'PENDING' }));
    known.observe(createRow('member', { batch_id: 'b', status: 'PENDING' }));
    assert.deepEqual(ids(known.openSessions()), ['alone', 'elsewhere']);
  });

  test('Tracker with launched jobs and batches keeps a batch of unknown size open until it is closed', () => {
    const known = tracker({ batches: ['b'] });
    assert.deepEqual(describeOpen(known), [
      {
        id: 'b',
        memberCount: 0,
        isComplete: false,
        isSizeKnown: false,
        launchedAt: undefined,
        open: new Set(),
      },
    ]);
    assert.equal(known.openCount(), 0);
    known.observe(createRow('1', { batch_id: 'b' }));
    assert.equal(known.hasEnded(), false);
    assert.deepEqual(known.incompleteBatches(), []);
    known.markBatchComplete('b');
    known.markBatchComplete('stranger');
    assert.equal(known.hasEnded(), true);
    assert.deepEqual(known.incompleteBatches(), []);
  });

  test('Tracker with launched jobs and batches uses the size of a batch when it becomes known later', () => {
    const known = tracker({ sessions: ['a'], batches: ['b'] });
    known.observe(createRow('a', SUBMIT));
    known.observe(createRow('1', { batch_id: 'b' }));
    known.markBatchComplete('b');
    assert.deepEqual(known.batchIds(), ['b']);
    assert.deepEqual(known.incompleteBatches(), [{ id: 'b', expected: 3, found: 1 }]);
    assert.equal(known.openCount(), 0);
  });

  test('Tracker with launched jobs and batches reports a batch without jobs as incomplete', () => {
    const known = tracker({ batches: ['b', 'c'] });
    known.markBatchComplete('b');
    assert.deepEqual(known.incompleteBatches(), [{ id: 'b', expected: undefined, found: 0 }]);
  });
});
