import { getTextField } from '../../client/mapping.ts';
import { RUN_ATTEMPT_FIELD, RUN_URL_FIELD } from '../../jobs/record-identity.ts';
import type { RunField } from '../idempotency/reserved-fields.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { readEvent } from '../runner/github/github-environment.ts';
import type { WorkflowRun } from '../runner/github/workflow-run.ts';
import { readCheckout } from './read-checkout.ts';

const REPOSITORY_ID_FIELD = 'ci_repository_id';
const COMMIT_FIELD = 'ci_commit';

/**
 * True when metadata or annotations link to a workflow run. The address of a run changes with the name of its repository,
 * the ids do not.
 */
export function isLinkedToRun(fields: Readonly<Record<string, unknown>>, run: WorkflowRun): boolean {
  const url = fields[RUN_URL_FIELD];
  if (url === run.runUrl) return true;
  return (
    run.repositoryId !== undefined &&
    fields[REPOSITORY_ID_FIELD] === run.repositoryId &&
    typeof url === 'string' &&
    url.endsWith(`/actions/runs/${run.runId}`)
  );
}

/**
 * Formats the commits of earlier metadata or annotations and of those of this step: `abc1234 instead of def5678`.
 * @returns undefined unless both name a commit and these differ.
 */
export function formatCommitDifference(earlier: unknown, current: unknown): string | undefined {
  const [from, to] = [earlier, current].map((fields) => getTextField(fields, COMMIT_FIELD));
  if (from === undefined || to === undefined || from === to) return undefined;
  return `${from.slice(0, COMMIT_DIGITS)} instead of ${to.slice(0, COMMIT_DIGITS)}`;
}

/** As many as GitHub shows. */
const COMMIT_DIGITS = 7;

/**
 * Returns the run as text pairs for the `user_metadata` of an item or the `annotations` of a model run. Omits empty
 * values, because the data store rejects empty strings. Returns none without `link-run`, and outside of GitHub Actions.
 *
 * `ci_commit` is the commit that is checked out in the workspace. It differs from `GITHUB_SHA` for example in a
 * `workflow_run` event, and when the job checks out another ref; then `ci_event_commit` has `GITHUB_SHA`.
 */
export async function createRunMetadata(
  { 'link-run': isLinked }: { readonly 'link-run': boolean },
  { workflowRun: run, workspace }: Pick<Deps<never>, 'workflowRun' | 'workspace'>,
): Promise<Record<string, string>> {
  if (!isLinked || !run) return {};
  // A step also works if the file of the event cannot be read.
  const event = await readEvent(run.eventPath).catch(() => undefined);
  const { pullRequest, headRepository } = event ?? {};
  const repositories = [run.repository, headRepository ?? []].flat();
  const checkout = await readCheckout(workspace, repositories, run.commit);
  const commit = checkout?.commit ?? run.commit;
  const pairs: Record<RunField, string> = {
    ci_repository: run.repository,
    [REPOSITORY_ID_FIELD]: run.repositoryId ?? '',
    [COMMIT_FIELD]: commit,
    ci_event_commit: commit === run.commit ? '' : run.commit,
    ci_dirty: checkout?.isDirty ? 'true' : '',
    ci_pull_request: pullRequest === undefined ? '' : String(pullRequest.number),
    ci_pull_request_head: pullRequest?.headSha ?? '',
    ci_ref: run.ref,
    ci_workflow: run.workflow,
    [RUN_URL_FIELD]: run.runUrl,
    [RUN_ATTEMPT_FIELD]: String(run.runAttempt),
    ci_actor: run.actor,
  };
  return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== ''));
}
