import type { Provena } from '../../client/index.ts';
import type { AwaitReport } from '../../jobs/await-jobs.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { assertJobsSucceeded } from './assert-jobs-succeeded.ts';
import { awaitStepJobs, type WaitRequest } from './await-step-jobs.ts';

/**
 * Waits for the jobs of a step whose outputs do not depend on them.
 * @throws StepFailedError if one failed or the timeout has elapsed.
 */
export async function awaitSessions(
  wait: Pick<WaitRequest, 'sessions' | 'follow' | 'timeoutSeconds'>,
  provena: Provena,
  { log, signal }: Pick<Deps<never>, 'log' | 'signal'>,
): Promise<AwaitReport> {
  const report = await awaitStepJobs(wait, provena, { log, signal, setOutputs: () => {} });
  assertJobsSucceeded(report, 'any', { hasJobOutputs: false });
  return report;
}
