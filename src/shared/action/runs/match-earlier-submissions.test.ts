import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Job, ModelRunRecord } from '../../client/index.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';
import { createRecordingLog } from '../testing/recording-log.ts';
import { matchEarlierSubmissions, reportRemaining } from './match-earlier-submissions.ts';
import { addReservedAnnotations, KeyedRecord } from './step-records.ts';

const STEP: IdempotencyKey = {
  value: 'key',
  ordinal: 1,
  isUserDefined: false,
  searchFirst: true,
  since: 0,
};
const USER: IdempotencyKey = { ...STEP, isUserDefined: true };

function createRecord(name: string, index?: number): KeyedRecord {
  const record: ModelRunRecord = {
    workflow_template_id: '10378.1/1',
    inputs: [],
    outputs: [],
    display_name: name,
    description: 'A run.',
    associations: { modeller_id: '10378.1/2' },
    start_time: 1,
    end_time: 2,
  };
  return new KeyedRecord({ record, fingerprint: name }, STEP.value, index);
}

const listed = (...names: readonly string[]) => names.map((name, i) => createRecord(name, i));

function match(records: readonly KeyedRecord[], sent: readonly KeyedRecord[], key: IdempotencyKey) {
  const jobs = sent.map(
    (record): Job => ({
      session_id: `job of ${record.fingerprint}`,
      status: 'SUCCEEDED',
      created_timestamp: 1,
      username: 'ada',
      job_type: 'PROV_LODGE',
      job_sub_type: 'MODEL_RUN_PROV_LODGE',
      payload: { record: addReservedAnnotations(record) },
    }),
  );
  // No search of the registry follows.
  const earlier = {
    jobs,
    jobsOfDeletedRuns: new Set<Job>(),
    templateVersions: new Map<string, string>(),
    listing: undefined as never,
  };
  const found = matchEarlierSubmissions(records, earlier, key);
  const log = createRecordingLog();
  reportRemaining(records, found, key, log);
  return { missing: found.missing.map(({ fingerprint }) => fingerprint), log: log.lines };
}

suite('matchEarlierSubmissions', () => {
  test('matchEarlierSubmissions returns the record of a list of one when its user-defined key belongs to another one', () => {
    assert.deepEqual(match(listed('b'), listed('a'), USER).missing, ['b']);
  });

  for (const [title, sent, key, expected] of [
    ['prints nothing when all were sent again', ['a', 'b'], STEP, []],
    ['counts the records that are not sent again', ['a', 'c', 'd'], STEP, [/^notice: .* 2 more records/]],
    [
      'counts those that are equal to records of this step, and the others',
      ['a', 'a', 'c'],
      STEP,
      [/^notice: .* 1 more record /, /^warning: .* 1 more record .*equal to records of this step/],
    ],
    ['does not warn about equal records of a user-defined key', ['a', 'a'], USER, []],
  ] as const)
    test(`reportRemaining ${title}`, () => {
      const { log } = match(listed('a', 'b'), listed(...sent), key);
      assert.equal(log.length, expected.length, log.join('\n'));
      for (const [i, pattern] of expected.entries()) assert.match(log[i] ?? '', pattern);
    });
});
