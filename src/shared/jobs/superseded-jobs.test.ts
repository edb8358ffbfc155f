import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { JobRow } from './job-row.ts';
import { RUN_ATTEMPT_FIELD } from './record-identity.ts';
import { findResentJobs, findSupersededJobs } from './superseded-jobs.ts';
import { createRow } from './testing/rows.ts';

const STEP = '1/7/job/step/0';
let clock = 0;

interface RecordOptions {
  readonly attempt?: number;
  readonly key?: string;
  readonly content?: string;
  readonly name?: string;
  readonly start?: number;
}

function createRecord({
  attempt = 1,
  key = STEP,
  content = 'a',
  name = content,
  start = 1,
}: RecordOptions = {}) {
  const identity = { idempotency_key: key, content_fingerprint: content };
  const annotations = { ...identity, [RUN_ATTEMPT_FIELD]: String(attempt) };
  return { display_name: name, start_time: start, annotations };
}

type Status = 'FAILED' | 'SUCCEEDED' | 'PENDING';

/** A job of one record, created after those before it. */
function single(id: string, status: Status, options: RecordOptions = {}): JobRow {
  return createRow(id, { status, created_timestamp: ++clock, payload: { record: createRecord(options) } });
}

function update(id: string, status: Status, options: RecordOptions = {}): JobRow {
  const payload = { updated_record: createRecord(options), model_run_record_id: '10378.1/1' };
  return createRow(id, {
    status,
    created_timestamp: ++clock,
    job_sub_type: 'MODEL_RUN_UPDATE',
    payload,
  });
}

/** A submit job and the jobs that it launched; `contents` are the fingerprints of its records. */
function batch(id: string, attempt: number, contents: readonly string[], ...statuses: readonly Status[]) {
  const records = contents.map((content, i) =>
    createRecord({ attempt, content, key: `${STEP}/record-${i + 1}` }),
  );
  const status = statuses.length > 0 ? 'SUCCEEDED' : 'FAILED';
  const submit = createRow(id, {
    status,
    created_timestamp: ++clock,
    job_sub_type: 'MODEL_RUN_BATCH_SUBMIT',
    payload: { records },
  });
  const launched = statuses.map((state, i) =>
    createRow(`${id}-${i + 1}`, {
      status: state,
      created_timestamp: ++clock,
      batch_id: id,
      payload: { record: records[i] },
    }),
  );
  return [submit, ...launched];
}

suite('findSupersededJobs', () => {
  const rerun = { attempt: 2 };
  const rows: readonly (readonly [title: string, jobs: readonly JobRow[], superseded: readonly string[]])[] =
    [
      [
        'finds a failed job when a later attempt sent the record again',
        [single('a', 'FAILED'), single('b', 'SUCCEEDED', rerun)],
        ['a'],
      ],
      [
        'finds all failed jobs but the latest when every attempt failed',
        [single('a', 'FAILED'), single('b', 'FAILED', rerun), single('c', 'FAILED', { attempt: 3 })],
        ['a', 'b'],
      ],
      ['finds nothing when no later attempt sent the record', [single('a', 'FAILED')], []],
      [
        'finds nothing when an equal record of the same attempt succeeded',
        [single('a', 'FAILED'), single('b', 'SUCCEEDED')],
        [],
      ],
      [
        'finds a failed job when a later attempt sent the record with another time',
        [
          single('a', 'FAILED'),
          single('b', 'SUCCEEDED', { attempt: 2, content: 'a later', name: 'a', start: 2 }),
        ],
        ['a'],
      ],
      [
        'finds nothing when a later attempt sent another record with the same key',
        [single('a', 'FAILED'), single('b', 'SUCCEEDED', { attempt: 2, content: 'b' })],
        [],
      ],
      [
        'finds nothing when the same attempt sent another record',
        [single('a', 'FAILED'), single('b', 'SUCCEEDED', { content: 'b' })],
        [],
      ],
      [
        'finds nothing when an update of the same attempt is older than the failed job',
        [update('a', 'SUCCEEDED'), single('b', 'FAILED')],
        [],
      ],
      [
        'finds nothing when a later record of a list has other content',
        [...batch('x', 1, ['a'], 'FAILED'), ...batch('y', 2, ['b'], 'SUCCEEDED')],
        [],
      ],
      [
        'finds nothing when the later record is of another matrix job',
        [
          single('a', 'FAILED', { key: '1/7/job/step/0' }),
          single('b', 'SUCCEEDED', { key: '1/7/job/step/1', attempt: 2 }),
        ],
        [],
      ],
      [
        'finds no job that succeeded or is running',
        [single('a', 'SUCCEEDED'), single('b', 'PENDING'), single('c', 'SUCCEEDED', rerun)],
        [],
      ],
      [
        'finds one of two equal records when one was sent again',
        [single('a', 'FAILED'), single('b', 'FAILED'), single('c', 'SUCCEEDED', rerun)],
        ['a'],
      ],
      [
        'finds a job of a batch when another batch has the record at another position',
        [
          ...batch('x', 1, ['a', 'b', 'c'], 'SUCCEEDED', 'SUCCEEDED', 'FAILED'),
          ...batch('y', 2, ['c'], 'SUCCEEDED'),
        ],
        ['x-3'],
      ],
      [
        'counts the equal records of a batch',
        [
          ...batch('x', 1, ['a', 'a', 'a'], 'FAILED', 'SUCCEEDED', 'FAILED'),
          ...batch('y', 2, ['a'], 'SUCCEEDED'),
        ],
        ['x-1'],
      ],
      [
        'finds the jobs of a batch when the later batch is not launched yet',
        [...batch('x', 1, ['a', 'b'], 'FAILED', 'FAILED'), ...batch('y', 2, ['a', 'b'])],
        ['x-1', 'x-2'],
      ],
      [
        'finds a failed submit job when all its records were sent again',
        [...batch('x', 1, ['a', 'b']), ...batch('y', 2, ['b', 'a'], 'SUCCEEDED', 'SUCCEEDED')],
        ['x'],
      ],
      [
        'finds no failed submit job when one of its records was not sent again',
        [...batch('x', 1, ['a', 'b']), ...batch('y', 2, ['b'], 'SUCCEEDED')],
        [],
      ],
      [
        'finds a failed job when an update lodged the run again in the same attempt',
        [single('a', 'FAILED'), update('b', 'SUCCEEDED')],
        ['a'],
      ],
      [
        'finds a failed update when another update followed',
        [single('a', 'FAILED'), update('b', 'FAILED', rerun), update('c', 'SUCCEEDED', { attempt: 3 })],
        ['a', 'b'],
      ],
      [
        'finds a job of a batch when an update lodged its run again',
        [
          ...batch('x', 1, ['a', 'b'], 'SUCCEEDED', 'FAILED'),
          update('u', 'SUCCEEDED', { attempt: 2, content: 'b', key: `${STEP}/record-2` }),
        ],
        ['x-2'],
      ],
      [
        'ignores records without a key',
        [
          createRow('a', { status: 'FAILED', payload: { record: { annotations: {} } } }),
          createRow('b', { payload: { record: { annotations: { [RUN_ATTEMPT_FIELD]: '2' } } } }),
        ],
        [],
      ],
    ];
  for (const [title, jobs, superseded] of rows)
    test(title, () => {
      assert.deepEqual([...findSupersededJobs(jobs)].sort(), superseded);
      assert.deepEqual([...findSupersededJobs(jobs.toReversed())].sort(), superseded);
    });

  test('findSupersededJobs finds one of two equal successful jobs when the run of one was deleted and sent again', () => {
    const [kept, deleted] = [single('a', 'SUCCEEDED'), single('b', 'SUCCEEDED')] as const;
    const jobs = [kept, deleted, single('c', 'SUCCEEDED', rerun)];
    assert.deepEqual(findResentJobs(jobs), [kept, deleted]);
    assert.deepEqual([...findSupersededJobs(jobs, new Set([deleted]))], ['b']);
  });

  test('findSupersededJobs finds no successful job when its run was deleted and not sent again', () => {
    const deleted = single('a', 'SUCCEEDED');
    assert.deepEqual([...findSupersededJobs([deleted], new Set([deleted]))], []);
  });
});
