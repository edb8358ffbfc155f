import type { Deps } from '../../src/shared/action/index.ts';
import { parseList } from '../../src/shared/action/inputs/fields.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs/outputs.ts';
import { findJobsOfRun, type WorkflowRunJobs } from '../../src/shared/action/runs/find-jobs.ts';
import { assertJobsSucceeded } from '../../src/shared/action/waiting/assert-jobs-succeeded.ts';
import { awaitStepJobs } from '../../src/shared/action/waiting/await-step-jobs.ts';
import { formatWaitSummary } from '../../src/shared/action/waiting/format-wait-summary.ts';
import type { Provena } from '../../src/shared/client/index.ts';
import { formatValue } from '../../src/shared/documents/format-value.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { readText } from '../../src/shared/documents/text/text-file.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import type { AwaitReport } from '../../src/shared/jobs/await-jobs.ts';
import { type Inputs, NO_JOBS_MESSAGE, type OutputName } from './inputs.ts';

/** Waits for the jobs and batches that the inputs name. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const listedSessions = [
    ...parseSessionIds(inputs['session-id'] ?? [], 'session-id'),
    ...(await readSessionFile(inputs['session-file'], deps.workspace)),
  ];
  const batches = [...new Set(inputs['batch-id'])];
  const { provena, pages } = await deps.connect();
  const workflowRunJobs = inputs['of-this-run'] ? await findJobsOfThisRun(deps, provena) : undefined;
  const sessions = [...new Set([...listedSessions, ...(workflowRunJobs?.sessions ?? [])])];
  const lodgedModelRuns = workflowRunJobs?.lodged ?? [];
  if (sessions.length + batches.length + lodgedModelRuns.length === 0)
    throw new UserError(formatNoJobs(inputs, deps.workflowRun?.runUrl));
  const report = await awaitStepJobs(
    {
      sessions,
      batches,
      ignored:
        workflowRunJobs &&
        new Set([...workflowRunJobs.superseded, ...lodgedModelRuns.map(({ sessionId }) => sessionId)]),
      lodgedRuns: lodgedModelRuns,
      follow: inputs.follow,
      timeoutSeconds: inputs.timeout,
      maxFailures: inputs['max-failures'],
    },
    provena,
    deps,
  );
  deps.summary.add(formatWaitSummary(report, pages, lodgedModelRuns));
  deps.setOutputs(getOnlyResult(report));
  assertJobsSucceeded(report, inputs['fail-on'], {
    remedy:
      'Correct what the reason names, or wait if the problem is temporary. Then re-run the workflow job that started these jobs, because this step only waits.',
  });
}

function formatNoJobs(inputs: Inputs, runUrl = ''): string {
  const path = inputs['session-file'];
  if (!inputs['of-this-run'])
    return path === undefined
      ? NO_JOBS_MESSAGE
      : `nothing to wait for: input session-file: ${path} contains no session id. Check the step that wrote it`;
  return `nothing to wait for: input of-this-run found no model run that this user registered in the workflow run ${runUrl}. Check that the step that registers it ran, with the same user and without link-run: false. A model run that a step found by idempotency-key belongs to the workflow run that registered it: to wait for it, pass the output session-id of that step`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Session ids in the lower case in which Provena creates and compares them. */
function parseSessionIds(ids: readonly string[], input: string): readonly string[] {
  const problems = ids
    .filter((id) => !UUID.test(id))
    .map((id) => ({ message: `input ${input}: ${formatValue(id)} is not a session id (a UUID)` }));
  if (problems.length > 0) throw new UserError(problems);
  return ids.map((id) => id.toLowerCase());
}

/** The ids of a file that another step wrote: separated like those of an input, or as a JSON list. */
async function readSessionFile(path: string | undefined, workspace: string): Promise<readonly string[]> {
  if (path === undefined) return [];
  const ids = parseList((await readText({ path, input: 'session-file', workspace })).trim());
  if (!ids) throw new UserError(`input session-file: ${path} is not a list of session ids`);
  return parseSessionIds(ids, 'session-file');
}

async function findJobsOfThisRun(
  { workflowRun, log, signal }: Deps<OutputName>,
  provena: Provena,
): Promise<WorkflowRunJobs> {
  if (!workflowRun)
    throw new UserError(
      'input of-this-run: this step does not run in GitHub Actions. Use session-id or batch-id',
    );
  const jobs = await findJobsOfRun(workflowRun, provena, { signal });
  const count = jobs.superseded.size;
  if (count > 0)
    log.info(
      `Ignored ${formatCount(count, 'job')} of earlier attempts, which failed or whose runs were deleted: their records were sent again.`,
    );
  for (const { id, sessionId } of jobs.lodged)
    log.info(`Ignored the failed job ${sessionId}: its run ${id} is in the graph.`);
  return jobs;
}

function getOnlyResult({ jobs }: AwaitReport): Outputs<'result'> {
  const requested = jobs.filter((job) => job.isRequested);
  return { result: requested.length === 1 ? requested[0]?.result : undefined };
}
