import { getErrorMessage } from '../../client/error-message.ts';
import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import type { Provena } from '../../client/index.ts';
import type { AwaitReport } from '../../jobs/await-jobs.ts';
import type { TrackedJob } from '../../jobs/tracked-job.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { assertJobsSucceeded } from './assert-jobs-succeeded.ts';
import { awaitStepJobs, type WaitRequest } from './await-step-jobs.ts';

/** Maximum number of concurrent requests for the graph. */
const CONCURRENCY = 8;

type SessionDeps = Pick<Deps<never>, 'log' | 'signal'>;

/**
 * Waits for the jobs of a step whose outputs do not depend on them.
 * @throws StepFailedError if one failed and its work is missing, or the timeout has elapsed.
 */
export async function awaitSessions(
  wait: Pick<WaitRequest, 'sessions' | 'follow' | 'timeoutSeconds'>,
  provena: Provena,
  deps: SessionDeps,
): Promise<AwaitReport> {
  const report = await awaitStepJobs(wait, provena, { ...deps, setOutputs: () => {} });
  assertJobsSucceeded(await removeRepaired(report, provena, deps), 'any', { hasJobOutputs: false });
  return report;
}

/**
 * Removes failed jobs whose creation is in the provenance graph: an administrator started the job again. The item keeps the
 * session id of the failed one.
 */
async function removeRepaired(
  report: AwaitReport,
  provena: Provena,
  { log, signal }: SessionDeps,
): Promise<AwaitReport> {
  const repaired = new Set<TrackedJob>();
  try {
    const failed = report.jobs.filter(({ state }) => state === 'failed');
    await forEachConcurrent(failed, CONCURRENCY, async (job) => {
      if (job.createdItem === undefined || !(await hasCreation(job.createdItem, provena, signal))) return;
      repaired.add(job);
      log.notice(
        `Job ${job.sessionId} failed, but the provenance graph contains the creation of ${job.createdItem}.`,
      );
    });
  } catch (error) {
    log.info(`The provenance graph could not be read: ${getErrorMessage(error)}`);
  }
  const counts = { ...report.counts, failed: report.counts.failed - repaired.size };
  return { ...report, jobs: report.jobs.filter((job) => !repaired.has(job)), counts };
}

/** Whether the graph contains what created an item or version. */
async function hasCreation(id: string, { prov }: Provena, signal: AbortSignal): Promise<boolean> {
  const { graph } = await prov.exploreUpstream(id, { depth: 1, signal });
  return graph.nodes.some(({ item_subtype: subtype }) => subtype === 'CREATE' || subtype === 'VERSION');
}
