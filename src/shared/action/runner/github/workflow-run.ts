/** The workflow run of a step; links what the step creates to the run. */
export type WorkflowRun = NonNullable<ReturnType<typeof readWorkflowRun>>;

/** Reads the workflow run from the environment; undefined outside of GitHub Actions. */
export function readWorkflowRun(env: NodeJS.ProcessEnv) {
  const repository = env['GITHUB_REPOSITORY'];
  const runId = env['GITHUB_RUN_ID'];
  if (!repository || !runId) return undefined;
  return {
    /** `owner/name`; changes when the repository is renamed. */
    repository,
    /** Undefined under act. */
    repositoryId: env['GITHUB_REPOSITORY_ID'] || undefined,
    runId,
    commit: env['GITHUB_SHA'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    workflow: env['GITHUB_WORKFLOW'] ?? '',
    job: env['GITHUB_JOB'] ?? '',
    /** The step's id, or the runner's name for a step without one. */
    step: env['GITHUB_ACTION'] ?? '',
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
    runUrl: `${env['GITHUB_SERVER_URL'] ?? ''}/${repository}/actions/runs/${runId}`,
    actor: env['GITHUB_ACTOR'] ?? '',
    /** File with the event that started the run. */
    eventPath: env['GITHUB_EVENT_PATH'] || undefined,
    /** True under act, where every run has the id 1 and the attempt 1. */
    isAct: env['ACT'] === 'true',
  };
}
