/** The workflow run of a step; links what the step creates to the run. */
export interface WorkflowRun {
  /** `owner/name`; changes when the repository is renamed. */
  readonly repository: string;
  /** Undefined under act. */
  readonly repositoryId: string | undefined;
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
  /** File with the event that started the run. */
  readonly eventPath: string | undefined;
  /** True under act, where every run has the id 1 and the attempt 1. */
  readonly isAct: boolean;
}

/** Reads the workflow run from the environment; undefined outside of GitHub Actions. */
export function readWorkflowRun(env: NodeJS.ProcessEnv): WorkflowRun | undefined {
  const repository = env['GITHUB_REPOSITORY'];
  const runId = env['GITHUB_RUN_ID'];
  if (!repository || !runId) return undefined;
  return {
    repository,
    repositoryId: env['GITHUB_REPOSITORY_ID'] || undefined,
    runId,
    commit: env['GITHUB_SHA'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    workflow: env['GITHUB_WORKFLOW'] ?? '',
    job: env['GITHUB_JOB'] ?? '',
    step: env['GITHUB_ACTION'] ?? '',
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
    runUrl: `${env['GITHUB_SERVER_URL'] ?? ''}/${repository}/actions/runs/${runId}`,
    actor: env['GITHUB_ACTOR'] ?? '',
    eventPath: env['GITHUB_EVENT_PATH'] || undefined,
    isAct: env['ACT'] === 'true',
  };
}
