import { CheckedClient, mintDataset, startJob } from '../../action-tests/black-box/test-job.ts';
import type { Rating } from '../report/rating.ts';
import { printTable } from '../report/table.ts';
import { measureAction } from './measure.ts';
import { createRecord } from './records.ts';

/** Numbers of model runs. At the pace of a real server, each takes 1.7 s. */
const SIZES = [15, 45, 120];
/** Additional requests that a wait of twice the length may send. */
const REQUESTS_PER_DOUBLING = 5;

/** Waits for runs at the pace of a real server, all sizes at the same time, and prints the number of requests. */
export async function measureRealPace(): Promise<readonly Rating[]> {
  const results = await Promise.all(
    SIZES.map(async (size) => {
      const job = await startJob({ pace: 'real' });
      try {
        const dataset = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation);
        const lines = Array.from({ length: size }, (_, i) => JSON.stringify(createRecord(job, dataset, i)));
        const { seconds } = await measureAction(job, 'register-model-run', size, {
          with: { 'model-run-file': 'runs.jsonl', wait: 'true', timeout: '1h' },
          files: { 'runs.jsonl': lines.join('\n') },
        });
        const polls = job.sandbox.requestLog().filter(({ service }) => service === 'jobs').length;
        return { size, seconds, polls };
      } finally {
        await job.stop();
      }
    }),
  );
  console.log('\nRegistering runs and waiting for them at the pace of a real server:');
  const ratings: Rating[] = [];
  const rows = results.map(({ size, seconds, polls }, i) => {
    const before = results[i - 1];
    const added = before && (polls - before.polls) / Math.log2(seconds / before.seconds);
    if (added !== undefined)
      ratings.push({
        name: `requests added by twice the waiting time, ${size} runs`,
        ratio: added,
        goal: REQUESTS_PER_DOUBLING,
      });
    return [`${size} runs`, `${seconds.toFixed(0)} s`, String(polls), added?.toFixed(1) ?? ''];
  });
  printTable([
    ['', 'time', 'requests of the wait', `added by twice the time (goal ${REQUESTS_PER_DOUBLING})`],
    ...rows,
  ]);
  return ratings;
}
