import type { Provena } from '../../client/index.ts';
import type { AwaitReport } from '../../jobs/await-jobs.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { assertJobsSucceeded } from './assert-jobs-succeeded.ts';
import { awaitStepJobs, type WaitRequest } from './await-step-jobs.ts';

type SessionWait = Pick<WaitRequest, 'sessions' | 'follow' | 'timeoutSeconds'>;
type SessionDeps = Pick<Deps<never>, 'log' | 'signal'>;

/**
 * Waits for the jobs of a step whose outputs do not depend on them.
 * @param remedy what to do about failed jobs, if a re-run does not repeat them.
 * @throws StepFailedError if one failed or the timeout has elapsed.
 */
export async function awaitSessions(
  wait: SessionWait,
  provena: Provena,
  { log, signal }: SessionDeps,
  remedy?: string,
): Promise<AwaitReport> {
  const report = await awaitStepJobs(wait, provena, { log, signal, setOutputs: () => {} });
  assertJobsSucceeded(report, 'any', { hasJobOutputs: false, ...(remedy === undefined ? {} : { remedy }) });
  return report;
}

/** Waits for the jobs that record the creation of items or versions in the graph, which a re-run does not repeat. */
export async function awaitCreations(
  sessions: readonly string[],
  timeoutSeconds: number,
  provena: Provena,
  deps: SessionDeps,
): Promise<void> {
  await awaitSessions({ sessions, follow: true, timeoutSeconds }, provena, deps, CREATION_REMEDY);
}

const CREATION_REMEDY =
  'What the step created is in the registry, but may be missing from the provenance graph. A re-run does not repeat these jobs, and fails again. Give the session ids to an administrator of the instance, who can start such jobs. With wait: false, the step does not depend on them.';
