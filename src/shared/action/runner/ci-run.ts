/** The workflow run of a step; links what the step creates to the run. */
export interface CiRun {
  readonly repository: string;
  readonly commit: string;
  readonly ref: string;
  readonly workflow: string;
  readonly job: string;
  /** `GITHUB_ACTION`: the step's id, or the runner's name for a step without one. */
  readonly step: string;
  readonly runId: string;
  readonly runAttempt: number;
  readonly runUrl: string;
  readonly actor: string;
}

/** Reads the workflow run from the environment; undefined outside of GitHub Actions. */
export function readCiRun(env: NodeJS.ProcessEnv): CiRun | undefined {
  const repository = env['GITHUB_REPOSITORY'];
  const runId = env['GITHUB_RUN_ID'];
  if (!repository || !runId) return undefined;
  return {
    repository,
    runId,
    commit: env['GITHUB_SHA'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    workflow: env['GITHUB_WORKFLOW'] ?? '',
    job: env['GITHUB_JOB'] ?? '',
    step: env['GITHUB_ACTION'] ?? '',
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
    runUrl: `${env['GITHUB_SERVER_URL'] ?? ''}/${repository}/actions/runs/${runId}`,
    actor: env['GITHUB_ACTOR'] ?? '',
  };
}

/**
 * Returns the run as text pairs for the `user_metadata` of an item or the `annotations` of a model run. Omits empty
 * values, because the data store rejects empty text.
 */
export function createRunMetadata(run: CiRun): Record<string, string> {
  const pairs = {
    ci_repository: run.repository,
    ci_commit: run.commit,
    ci_ref: run.ref,
    ci_workflow: run.workflow,
    ci_run_url: run.runUrl,
    ci_run_attempt: String(run.runAttempt),
    ci_actor: run.actor,
  };
  return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== ''));
}
