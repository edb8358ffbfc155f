import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Job } from '../../client/index.ts';
import { connectToLoopback } from '../../client/testing/loopback-connection.ts';
import { getRecordedResponse } from '../../client/testing/recorded-responses.ts';
import { FINGERPRINT_FIELD, KEY_FIELD } from '../../jobs/record-identity.ts';
import { findLodgedRuns, findOrphanedRuns } from './registered-runs.ts';
import { RunListing } from './run-listing.ts';

const SINCE = 10_000;
const page = getRecordedResponse<object>('registry', 'POST', '/registry/general/list');
const access = getRecordedResponse<{ username: string }>(
  'registry',
  'GET',
  '/check-access/check-general-access',
);

const record = { annotations: { [KEY_FIELD]: 'key', [FINGERPRINT_FIELD]: 'content' } };

/** A model run of the registry, of this user unless `changes` has another owner. */
function createRun(id: string, changes: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    display_name: id,
    owner_username: access.username,
    created_timestamp: SINCE,
    updated_timestamp: SINCE,
    item_category: 'ACTIVITY',
    item_subtype: 'MODEL_RUN',
    record_type: 'COMPLETE_ITEM',
    record_status: 'LODGED',
    record,
    ...changes,
  };
}

function createJob(session_id: string, status: string, changes: Partial<Job> = {}): Job {
  return {
    session_id,
    status,
    created_timestamp: SINCE,
    username: access.username,
    job_type: 'PROV_LODGE',
    job_sub_type: 'MODEL_RUN_PROV_LODGE',
    payload: { record },
    ...changes,
  };
}

const succeeded = (id: string) => createJob(`of ${id}`, 'SUCCEEDED', { result: { record: { id } } });

type Runs = readonly ReturnType<typeof createRun>[];

/** Searches a registry that has these runs, newest first. */
async function search<T>(
  runs: Runs,
  find: (
    listing: RunListing,
    provena: Awaited<ReturnType<typeof connectToLoopback>>['provena'],
  ) => Promise<T>,
): Promise<T> {
  await using on = await connectToLoopback(({ path }) => ({
    body: path.startsWith('/check-access')
      ? access
      : { ...page, items: runs, total_item_count: runs.length, pagination_key: null },
  }));
  return await find(new RunListing(on.provena, {}), on.provena);
}

async function findOrphans(runs: Runs, jobs: readonly Job[]): Promise<readonly string[]> {
  const found = await search(runs, (listing, provena) =>
    findOrphanedRuns({ identify: ({ key }) => key, since: SINCE, jobs }, listing, provena, {}),
  );
  return (found.get('key') ?? []).map(({ id }) => id);
}

const failed = createJob('failed', 'FAILED');

suite('findOrphanedRuns', () => {
  for (const [title, runs, jobs, expected] of [
    ['returns the oldest run first', [createRun('new'), createRun('old')], [failed], ['old', 'new']],
    ['ignores runs of other users', [createRun('other', { owner_username: 'bob' })], [failed], []],
    ['ignores runs of successful jobs', [createRun('a'), createRun('b')], [succeeded('a')], ['b']],
    [
      'takes the newest run for that of a job that is still running',
      [createRun('new'), createRun('old')],
      [failed, createJob('running', 'IN_PROGRESS')],
      ['old'],
    ],
    [
      'ends at older runs, except for a difference between the clocks of the services',
      [
        createRun('slow-clock', { created_timestamp: SINCE - 30 }),
        createRun('older', { created_timestamp: SINCE - 90 }),
      ],
      [failed],
      ['slow-clock'],
    ],
  ] as const)
    test(`findOrphanedRuns ${title}`, async () => {
      assert.deepEqual(await findOrphans(runs, jobs), expected);
    });
});

suite('findLodgedRuns', () => {
  const update = createJob('update', 'FAILED', {
    payload: { updated_record: record, model_run_record_id: 'b' },
  });
  const isOnlyRegistered = { record_status: 'COMPLETE' };
  for (const [title, runs, jobs, expected] of [
    ['finds the run of a failed job', [createRun('a')], [failed], ['failed: a']],
    ['ignores a run that is not lodged', [createRun('a', isOnlyRegistered)], [failed], []],
    [
      'finds the run that a failed update lodged among equal runs',
      [createRun('b'), createRun('a')],
      [update],
      ['update: b'],
    ],
    [
      'finds each run once, the oldest for the oldest job',
      [createRun('b'), createRun('a')],
      [createJob('second', 'FAILED', { created_timestamp: SINCE + 1 }), failed],
      ['failed: a', 'second: b'],
    ],
  ] as const)
    test(`findLodgedRuns ${title}`, async () => {
      const found = await search(runs, (listing, provena) =>
        findLodgedRuns(jobs, jobs, listing, provena, {}),
      );
      const actual = found.map(({ sessionId, id }) => `${sessionId}: ${id}`);
      assert.deepEqual(actual, expected);
    });
});
