import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Job } from '../../client/index.ts';
import { KEY_FIELD } from '../../jobs/record-key.ts';
import { collectPriorSubmissions } from './prior-submissions.ts';
import { splitRecords } from './split-records.ts';

const record = (key: string) => ({ display_name: key, annotations: { [KEY_FIELD]: key } });

function job(
  session_id: string,
  status: string,
  payload: Record<string, unknown>,
  created_timestamp = 0,
): Job {
  return {
    session_id,
    status,
    payload,
    created_timestamp,
    username: 'ada',
    job_type: 'PROV_LODGE',
    job_sub_type: 'MODEL_RUN_PROV_LODGE',
  };
}

suite('records cut into batches', () => {
  test('keep their order and lose nothing, and no batch is over a limit it can keep', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 40 })),
        fc.integer({ min: 20, max: 200 }),
        fc.integer({ min: 1, max: 9 }),
        (records, bytes, most) => {
          const batches = splitRecords(records, { bytes, records: most });
          assert.deepEqual(batches.flat(), records);
          for (const batch of batches) {
            const size = batch.reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)) + 1, 0);
            assert.ok(batch.length === 1 || (size <= bytes && batch.length <= most));
          }
        },
      ),
    );
  });
});

suite('what an earlier attempt has done', () => {
  test('covers records that are registered or on their way, and not those that failed', () => {
    const { submittedKeys: covered, sessions } = collectPriorSubmissions([
      job('submit', 'SUCCEEDED', { records: ['k/1', 'k/2', 'k/3'].map(record) }),
      job('one', 'SUCCEEDED', { record: record('k/1') }),
      job('two', 'FAILED', { record: record('k/2') }),
      job('three', 'IN_PROGRESS', { record: record('k/3') }),
    ]);
    assert.deepEqual([...covered].sort(), ['k/1', 'k/3']);
    assert.deepEqual([...sessions].sort(), ['one', 'three']);
  });

  test('covers what a submit job will still launch, and waits for that job', () => {
    const { submittedKeys: covered, sessions } = collectPriorSubmissions([
      job('submit', 'PENDING', { records: ['k/1', 'k/2'].map(record) }),
    ]);
    assert.deepEqual([...covered].sort(), ['k/1', 'k/2']);
    assert.deepEqual(sessions, ['submit']);
  });

  test('does not cover what a submit job failed to launch', () => {
    const { submittedKeys: covered } = collectPriorSubmissions([
      job('submit', 'FAILED', { records: ['k/1', 'k/2'].map(record) }),
      job('one', 'SUCCEEDED', { record: record('k/1') }),
    ]);
    assert.deepEqual([...covered], ['k/1']);
  });

  test('a record that failed and was sent again is covered', () => {
    const { submittedKeys: covered } = collectPriorSubmissions([
      job('first', 'FAILED', { record: record('k/1') }, 1),
      job('again', 'PENDING', { record: record('k/1') }, 2),
    ]);
    assert.deepEqual([...covered], ['k/1']);
  });

  test('names records that two attempts have registered; the older one is waited for', () => {
    const { sessions, duplicates: repeated } = collectPriorSubmissions([
      job('younger', 'SUCCEEDED', { record: record('k/1') }, 2),
      job('older', 'SUCCEEDED', { record: record('k/1') }, 1),
    ]);
    assert.deepEqual(sessions, ['older']);
    assert.deepEqual([...repeated], [['k/1', ['older', 'younger']]]);
  });
});
