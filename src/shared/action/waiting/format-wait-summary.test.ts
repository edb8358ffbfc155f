import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { AwaitReport } from '../../jobs/await-jobs.ts';
import type { TrackedJob } from '../../jobs/tracked-job.ts';
import type { WebPages } from '../lifecycle/web-pages.ts';
import { formatWaitSummary } from './format-wait-summary.ts';

const pages: WebPages = { handleProxy: () => '', handle: (id) => id, item: (id) => id, dataset: (id) => id };

function job(number: number, state: 'succeeded' | 'failed'): TrackedJob {
  return {
    sessionId: `session-${number}`,
    state,
    status: state.toUpperCase(),
    subType: 'MODEL_RUN_PROV_LODGE',
    batchId: undefined,
    info: state === 'failed' ? 'no such template' : undefined,
    displayName: `Run ${number}`,
    recordKey: `${number}`,
    launchCount: 0,
    result: undefined,
    isRequested: true,
  };
}

function report(jobs: readonly TrackedJob[]): AwaitReport {
  const failed = jobs.filter(({ state }) => state === 'failed').length;
  const counts = { unlisted: 0, open: 0, succeeded: jobs.length - failed, failed, missing: 0 };
  return { jobs, counts, elapsedMs: 420, outcome: 'finished', batchIds: [], incompleteBatches: [] };
}

suite('the summary of a wait', () => {
  test('the summary of a wait shows the one that failed of a thousand, before those that did not', () => {
    const jobs = Array.from({ length: 1000 }, (_, i) => job(i + 1, i === 998 ? 'failed' : 'succeeded'));
    const lines = formatWaitSummary(report(jobs), pages).split('\n');
    assert.match(lines[0] ?? '', /999 of 1000 jobs succeeded in 0\.4 s/);
    assert.match(lines[4] ?? '', /Run 999 .*no such template/);
    assert.match(lines[5] ?? '', /Run 1 /);
    assert.match(lines.at(-1) ?? '', /and 900 more/);
  });

  test('the summary of a wait counts the records of a batch, and its submission only when their jobs are not listed', () => {
    const submission = {
      ...job(0, 'succeeded'),
      displayName: undefined,
      launchCount: 2,
      result: { batch_id: 'b' },
    };
    const records = [job(1, 'succeeded'), job(2, 'succeeded')].map((one) => ({ ...one, batchId: 'b' }));
    assert.match(formatWaitSummary(report([submission, ...records]), pages), /^2 of 2 jobs succeeded/);
    assert.match(formatWaitSummary(report([submission]), pages), /^1 of 1 job succeeded/);
  });

  test('the summary of a wait has no column for reasons when nothing failed', () => {
    const summary = formatWaitSummary(report([job(2, 'succeeded'), job(1, 'succeeded')]), pages);
    assert.doesNotMatch(summary, /reason|model run/);
    assert.match(summary, /Run 1 .*\n.*Run 2 /);
  });
});
