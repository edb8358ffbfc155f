import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Job } from '../../client/index.ts';
import { FINGERPRINT_FIELD, KEY_FIELD } from '../../jobs/record-identity.ts';
import { EarlierSubmissions } from './earlier-submissions.ts';

let position = 0;
const record = (fingerprint: string) => {
  position += 1;
  return {
    display_name: fingerprint,
    annotations: { [KEY_FIELD]: `k/record-${position}`, [FINGERPRINT_FIELD]: fingerprint },
  };
};

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

/** Takes all submissions with a fingerprint. @returns their sessions. */
function takeAll(jobs: readonly Job[], fingerprint: string): string[] {
  const submissions = new EarlierSubmissions(jobs, { value: 'k' });
  const sessions: string[] = [];
  for (;;) {
    const session = submissions.take(fingerprint);
    if (session === undefined) return sessions;
    sessions.push(session);
  }
}

suite('EarlierSubmissions', () => {
  test('EarlierSubmissions has records that are registered or in progress, and not those that failed', () => {
    const jobs = [
      job('submit', 'SUCCEEDED', { records: ['a', 'b', 'c'].map(record) }),
      job('one', 'SUCCEEDED', { record: record('a') }),
      job('two', 'FAILED', { record: record('b') }),
      job('three', 'IN_PROGRESS', { record: record('c') }),
    ];
    assert.deepEqual(takeAll(jobs, 'a'), ['one']);
    assert.deepEqual(takeAll(jobs, 'b'), []);
    assert.deepEqual(takeAll(jobs, 'c'), ['three']);
  });

  test('EarlierSubmissions has the submit job for records that it has not launched yet', () => {
    const jobs = [job('submit', 'PENDING', { records: ['a', 'b'].map(record) })];
    assert.deepEqual(takeAll(jobs, 'a'), ['submit']);
    assert.deepEqual(takeAll(jobs, 'b'), ['submit']);
  });

  test('EarlierSubmissions has the first submit job when the second one launched a job', () => {
    const jobs = [
      job('launched', 'SUCCEEDED', { record: record('a') }, 3),
      job('second', 'SUCCEEDED', { records: [record('a')] }, 2),
      job('first', 'PENDING', { records: [record('a')] }, 1),
    ];
    assert.deepEqual(takeAll(jobs, 'a'), ['launched', 'first']);
  });

  test('EarlierSubmissions has no records that a failed submit job did not launch', () => {
    const jobs = [
      job('submit', 'FAILED', { records: ['a', 'b'].map(record) }),
      job('one', 'SUCCEEDED', { record: record('a') }),
    ];
    assert.deepEqual(takeAll(jobs, 'a'), ['one']);
    assert.deepEqual(takeAll(jobs, 'b'), []);
  });

  test('EarlierSubmissions has a record that failed and was sent again', () => {
    const jobs = [
      job('first', 'FAILED', { record: record('a') }, 1),
      job('again', 'PENDING', { record: record('a') }, 2),
    ];
    assert.deepEqual(takeAll(jobs, 'a'), ['again']);
  });

  test('EarlierSubmissions has the second submit job when the job of the first failed', () => {
    const jobs = [
      job('submit-1', 'FAILED', { records: [record('a')] }, 1),
      job('one', 'FAILED', { record: record('a') }, 2),
      job('submit-2', 'PENDING', { records: [record('a')] }, 3),
    ];
    assert.deepEqual(takeAll(jobs, 'a'), ['submit-2']);
  });

  test('EarlierSubmissions has the update of a run whose first job failed', () => {
    const jobs = [
      job('first', 'FAILED', { record: record('a') }, 1),
      job('update', 'IN_PROGRESS', { updated_record: record('a'), model_run_record_id: 'r' }, 2),
    ];
    assert.deepEqual(takeAll(jobs, 'a'), ['update']);
  });

  test('EarlierSubmissions has a run once when it was edited or lodged again later', () => {
    const target = { model_run_record_id: 'r' };
    const registered = {
      ...job('first', 'SUCCEEDED', { record: record('a') }, 1),
      result: { record: { id: 'r' } },
    };
    const edits = [
      job('edit', 'SUCCEEDED', { ...target, updated_record: record('a') }, 1),
      job('repair', 'SUCCEEDED', { ...target, record: record('a') }, 2),
    ];
    assert.deepEqual(takeAll([...edits, registered], 'a'), ['first']);
    const failed = job('first', 'FAILED', { record: record('a') }, 1);
    assert.deepEqual(takeAll([...edits, failed], 'a'), ['edit']);
  });

  test('EarlierSubmissions counts equal records', () => {
    const jobs = [
      job('submit', 'SUCCEEDED', { records: ['a', 'a', 'a'].map(record) }, 1),
      job('one', 'SUCCEEDED', { record: record('a') }, 2),
      job('two', 'SUCCEEDED', { record: record('a') }, 2),
    ];
    assert.deepEqual(takeAll(jobs, 'a'), ['two', 'one', 'submit']);
  });

  test('EarlierSubmissions has records whose key is in another Unicode form', () => {
    const annotations = { [KEY_FIELD]: 're\u0301cif', [FINGERPRINT_FIELD]: 'a' };
    const jobs = [job('own', 'SUCCEEDED', { record: { annotations } })];
    assert.equal(new EarlierSubmissions(jobs, { value: 'r\u00e9cif' }).take('a'), 'own');
  });

  test('EarlierSubmissions ignores the position in the list, and records of other steps', () => {
    const foreign = { annotations: { [KEY_FIELD]: 'k/1/record-1', [FINGERPRINT_FIELD]: 'a' } };
    const jobs = [
      job('other', 'SUCCEEDED', { record: foreign }),
      job('own', 'SUCCEEDED', { record: record('a') }),
    ];
    assert.deepEqual(takeAll(jobs, 'a'), ['own']);
  });

  test('EarlierSubmissions returns the time of the first failure of a record', () => {
    const jobs = [
      job('late', 'FAILED', { record: record('a') }, 7),
      job('early', 'FAILED', { record: record('a') }, 5),
    ];
    const submissions = new EarlierSubmissions(jobs, { value: 'k' });
    assert.equal(submissions.getFailureTime('a'), 5);
    assert.equal(submissions.getFailureTime('b'), undefined);
  });

  test('EarlierSubmissions counts the submissions that were not taken', () => {
    const submissions = new EarlierSubmissions(
      ['a', 'b'].map((print) => job(print, 'SUCCEEDED', { record: record(print) })),
      { value: 'k' },
    );
    submissions.take('a');
    assert.equal(
      submissions.countRemaining(() => true),
      1,
    );
    assert.equal(submissions.takeAny(), 'b');
    assert.equal(submissions.takeAny(), undefined);
  });

  test('EarlierSubmissions takes equal records in the order in which they were sent when they have the same time', () => {
    const jobs = ['second', 'first'].map((name) => job(name, 'SUCCEEDED', { record: record('a') }));
    assert.deepEqual(takeAll(jobs, 'a'), ['first', 'second']);
  });

  test('EarlierSubmissions ignores records of earlier steps of the job', () => {
    const jobs = ['a', 'b'].map((name, i) => job(name, 'SUCCEEDED', { record: record('a') }, i));
    const submissions = new EarlierSubmissions(jobs, { value: 'k', recordsBefore: ['a'] });
    assert.equal(submissions.take('a'), 'b');
    assert.equal(submissions.take('a'), undefined);
  });

  test('EarlierSubmissions takes 20,000 records in linear time', () => {
    const records = Array.from({ length: 20_000 }, (_, i) => record(`${i}`));
    const jobs = [
      job('submit', 'SUCCEEDED', { records }, 1),
      ...records.map((entry, i) => job(`s${i}`, 'SUCCEEDED', { record: entry }, 2)),
    ];
    const submissions = new EarlierSubmissions(jobs, { value: 'k' });
    for (const i of records.keys()) assert.equal(submissions.take(`${i}`), `s${i}`);
  });
});
