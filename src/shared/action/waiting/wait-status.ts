import type { AwaitReport } from '../../jobs/await-jobs.ts';

export type WaitStatus = 'succeeded' | 'failed' | 'timeout' | 'cancelled';

/** The result of a wait. A batch that lacks jobs counts as failed, because records that were sent are missing. */
export function getWaitStatus({ outcome, counts, incompleteBatches }: AwaitReport): WaitStatus {
  if (outcome === 'timeout' || outcome === 'cancelled') return outcome;
  return counts.failed + counts.missing + incompleteBatches.length > 0 ? 'failed' : 'succeeded';
}
