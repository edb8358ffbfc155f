import { getModelRunId } from '../../jobs/chain.ts';
import type { AwaitOutput } from '../inputs/shared-fields.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { sortByFingerprint } from '../waiting/sort-by-record.ts';
import { assertSucceeded, formatWaitSummary, waitForJobs } from '../waiting/wait-for-jobs.ts';
import type { LodgedRun, Registration } from './register-runs.ts';

/**
 * Waits for the jobs of a registration, and sets the outputs. Model runs are in the order of the records, whichever attempt
 * registered them.
 * @throws StepFailedError if a job failed or the time is over.
 */
export async function awaitRegistration(
  { sessions, lodgedRuns, recordOrder }: Registration,
  timeoutSeconds: number,
  deps: Pick<Deps<AwaitOutput>, 'connect' | 'log' | 'setOutputs' | 'signal' | 'summary'>,
): Promise<void> {
  if (sessions.length === 0) return setOutputsWithoutJobs(sortIds(lodgedRuns, recordOrder), deps);
  const { provena, pages } = await deps.connect();
  const wait = { sessions, follow: true, timeoutSeconds, recordOrder };
  const report = await waitForJobs(wait, provena, deps);
  if (lodgedRuns.length > 0) {
    const runs = report.jobs.flatMap(({ result, fingerprint = '' }): LodgedRun[] => {
      const id = getModelRunId(result);
      return id === undefined ? [] : [{ id, fingerprint }];
    });
    deps.setOutputs({ 'model-run-ids': sortIds([...lodgedRuns, ...runs], recordOrder) });
  }
  deps.summary.add(formatWaitSummary(report, pages));
  assertSucceeded(report, 'any');
}

function sortIds(runs: readonly LodgedRun[], recordOrder: readonly string[]): string[] {
  return sortByFingerprint(runs, recordOrder).map(({ id }) => id);
}

/** The outputs when all runs are lodged already. */
function setOutputsWithoutJobs(
  runs: readonly string[],
  { setOutputs }: Pick<Deps<AwaitOutput>, 'setOutputs'>,
): void {
  const [only] = runs.length === 1 ? runs : [];
  setOutputs({
    status: 'succeeded',
    results: [],
    ...(only === undefined ? {} : { 'model-run-id': only }),
    'model-run-ids': runs,
    pending: [],
    succeeded: runs.length,
    failed: 0,
  });
}
