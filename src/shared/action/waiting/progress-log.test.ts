import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Progress } from '../../jobs/await-jobs.ts';
import type { TrackedJob } from '../../jobs/tracked-job.ts';
import { createProgressLog } from './progress-log.ts';

function job(status: string): TrackedJob {
  return {
    sessionId: status,
    state: status === 'SUCCEEDED' ? 'succeeded' : 'open',
    status,
    subType: undefined,
    batchId: undefined,
    info: undefined,
    displayName: undefined,
    recordKey: undefined,
    launchCount: 0,
    result: undefined,
    isRequested: true,
  };
}

function progress(seconds: number, ...statuses: readonly string[]): Progress {
  const jobs = statuses.map(job);
  const succeeded = jobs.filter(({ state }) => state === 'succeeded').length;
  const counts = { unlisted: 0, open: jobs.length - succeeded, succeeded, failed: 0, missing: 0 };
  return { jobs, counts, elapsedMs: seconds * 1000 };
}

/** The lines of the log about the queue. */
function logQueueHints(rounds: readonly Progress[]): string[] {
  const lines: string[] = [];
  const report = createProgressLog({ info: (line) => void lines.push(line) });
  for (const round of rounds) report(round);
  return lines.filter((line) => line.includes('batch of another user'));
}

suite('createProgressLog', () => {
  test('createProgressLog gives the reason once when all unfinished jobs wait in the queue for a minute', () => {
    const rounds = [0, 30, 60, 90, 300].map((seconds) =>
      progress(seconds, 'SUCCEEDED', 'PENDING', 'PENDING'),
    );
    assert.equal(logQueueHints(rounds).length, 1);
  });

  test('createProgressLog gives no reason when a worker has a job, or jobs end', () => {
    assert.deepEqual(logQueueHints([0, 60, 120].map((at) => progress(at, 'IN_PROGRESS', 'PENDING'))), []);
    assert.deepEqual(
      logQueueHints([
        progress(0, 'PENDING', 'PENDING', 'PENDING'),
        progress(50, 'SUCCEEDED', 'PENDING', 'PENDING'),
        progress(100, 'SUCCEEDED', 'SUCCEEDED', 'PENDING'),
      ]),
      [],
    );
  });

  test('createProgressLog prints a line for each change and one every 30 seconds', () => {
    const lines: string[] = [];
    const report = createProgressLog({ info: (line) => void lines.push(line) });
    for (const at of [0, 10, 20, 30]) report(progress(at, 'PENDING', 'IN_PROGRESS'));
    report(progress(36, 'PENDING', 'SUCCEEDED'));
    report(progress(37, 'SUCCEEDED', 'SUCCEEDED'));
    assert.deepEqual(lines, [
      '0 s: 0 of 2 jobs succeeded, 1 PENDING, 1 IN_PROGRESS',
      '30 s: 0 of 2 jobs succeeded, 1 PENDING, 1 IN_PROGRESS',
      '36 s: 1 of 2 jobs succeeded, 1 PENDING',
      '37 s: 2 of 2 jobs succeeded',
    ]);
  });

  test('createProgressLog prints nothing while no job is known', () => {
    const lines: string[] = [];
    createProgressLog({ info: (line) => void lines.push(line) })(progress(0));
    assert.deepEqual(lines, []);
  });
});
