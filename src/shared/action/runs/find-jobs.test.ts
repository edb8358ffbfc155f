import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { connectToLoopback } from '../../client/testing/loopback-connection.ts';
import { getRecordedResponse } from '../../client/testing/recorded-responses.ts';
import { KEY_FIELD } from '../../jobs/record-identity.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';
import { readWorkflowRun } from '../runner/github/workflow-run.ts';
import { createStepEnvironment } from '../testing/step-environment.ts';
import { findJobs, findJobsOfRun } from './find-jobs.ts';

const NOW = Math.floor(Date.now() / 1000);
const KEY: IdempotencyKey = {
  value: '7/4711/run/action/0',
  ordinal: 1,
  isUserDefined: false,
  searchFirst: true,
  since: NOW - 1000,
};

interface JobRow {
  readonly session_id: string;
  readonly created_timestamp?: number;
  readonly batch_id?: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Calls `search` on a server with these jobs, one per page, newest first. */
async function withJobs<T>(
  rows: readonly JobRow[],
  search: (provena: Awaited<ReturnType<typeof connectToLoopback>>['provena']) => Promise<T>,
): Promise<{ result: T; pages: number }> {
  const page = getRecordedResponse<{ jobs: object[] }>('jobs', 'POST', '/jobs/user/list');
  await using on = await connectToLoopback(({ body }) => {
    const at = JSON.parse(body.toString()).pagination_key?.at ?? 0;
    const jobs = [{ ...page.jobs[0], created_timestamp: NOW, batch_id: null, ...rows[at] }];
    return { body: { ...page, jobs, pagination_key: at + 1 < rows.length ? { at: at + 1 } : null } };
  });
  return { result: await search(on.provena), pages: on.server.requests.length };
}

const annotated = (annotations: Record<string, string>) => ({ annotations });
const keyed = (key: string) => annotated({ [KEY_FIELD]: key });

suite('findJobs', () => {
  test('findJobs finds single runs, batches and updates that have the key, and no others', async () => {
    const { result } = await withJobs(
      [
        { session_id: 'single', payload: { record: keyed(KEY.value) } },
        {
          session_id: 'batch',
          payload: { records: [keyed(`${KEY.value}/record-1`), keyed(`${KEY.value}/record-2`)] },
        },
        { session_id: 'update', payload: { updated_record: keyed(`${KEY.value}/record-3`) } },
        { session_id: 'other-step', payload: { record: keyed(`${KEY.value}0`) } },
        { session_id: 'other-record', payload: { record: keyed(`${KEY.value}/x`) } },
        { session_id: 'longer-key', payload: { record: keyed(`${KEY.value}/1`) } },
        { session_id: 'no-record', payload: { id: '1/2' } },
      ],
      (provena) => findJobs(KEY, provena, {}),
    );
    const sessionIds = result.map(({ session_id }) => session_id);
    assert.deepEqual(sessionIds, ['single', 'batch', 'update']);
  });

  test('findJobs reads no further page when a job is older than the key can be', async () => {
    const record = keyed(KEY.value);
    const { result, pages } = await withJobs(
      [
        { session_id: 'new', payload: { record } },
        { session_id: 'old', payload: { record }, created_timestamp: KEY.since - 1 },
        { session_id: 'older', payload: { record }, created_timestamp: KEY.since - 2 },
      ],
      (provena) => findJobs(KEY, provena, {}),
    );
    assert.equal(result.length, 1);
    assert.equal(pages, 2);
  });
});

suite('findJobsOfRun', () => {
  const url = 'https://github.example/reef/models/actions/runs/4711';
  const ofRun = annotated({ ci_run_url: url });
  const run = readWorkflowRun({
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'reef/models',
    GITHUB_RUN_ID: '4711',
  });
  assert.ok(run);
  test('findJobsOfRun finds runs and batches that link to the workflow run, without the jobs of a batch', async () => {
    using _environment = createStepEnvironment({ ACT: undefined });
    const { result } = await withJobs(
      [
        { session_id: 'in-batch', payload: { record: ofRun }, batch_id: 'b' },
        { session_id: 'batch', payload: { records: [ofRun] } },
        { session_id: 'single', payload: { record: ofRun } },
        { session_id: 'other', payload: { record: annotated({ ci_run_url: `${url}2` }) } },
      ],
      (provena) => findJobsOfRun(run, provena, {}),
    );
    assert.deepEqual(result, { sessions: ['batch', 'single'], superseded: new Set(), lodged: [] });
  });
});
