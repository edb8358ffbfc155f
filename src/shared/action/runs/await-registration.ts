import type { AwaitOutput } from '../inputs/shared-fields.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { assertJobsSucceeded } from '../waiting/assert-jobs-succeeded.ts';
import { awaitStepJobs } from '../waiting/await-step-jobs.ts';
import { formatWaitSummary } from '../waiting/format-wait-summary.ts';
import type { Registration } from './register-runs.ts';

/**
 * Waits for the jobs of a registration, and sets the outputs. Model runs are in the order of the records, whichever attempt
 * registered them.
 * @throws StepFailedError if a job failed or the timeout has elapsed.
 */
export async function awaitRegistration(
  { sessions, lodgedRuns, fingerprints }: Registration,
  timeoutSeconds: number,
  deps: Pick<Deps<AwaitOutput>, 'connect' | 'log' | 'setOutputs' | 'signal' | 'summary'>,
): Promise<void> {
  const { provena, pages } = await deps.connect();
  const expectedCount = sessions.length + fingerprints.length;
  const report = await awaitStepJobs(
    { sessions, lodgedRuns, follow: true, timeoutSeconds, fingerprints, expectedCount },
    provena,
    deps,
  );
  deps.summary.add(formatWaitSummary(report, pages, lodgedRuns));
  assertJobsSucceeded(report, 'any');
}
