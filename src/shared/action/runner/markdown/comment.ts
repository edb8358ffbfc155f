import { setTimeout as sleep } from 'node:timers/promises';
import { context, getOctokit } from '@actions/github';
import { getField } from '../../../client/mapping.ts';
import { describeApiFailure, isNotFound, retryApi, UnusableResponseError } from '../github/github-api.ts';
import { limitFetch } from '../github/github-fetch.ts';
import type { Log } from '../log/log.ts';
import {
  addSection,
  type CommentBody,
  type CommentSection,
  createSectionKey,
  formatCommentBody,
  formatMarker,
  formatSection,
  parseCommentBody,
} from './comment-body.ts';

interface CommentRequest {
  readonly pullRequest: number;
  readonly token: string | undefined;
  readonly jobIndex: string | undefined;
  readonly title: string;
  /** Markdown of the section. */
  readonly parts: readonly string[];
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Average time between a write and its verification, in milliseconds. */
  readonly settleMs?: number;
}

/** Other jobs of the workflow may write the comment concurrently; each verifies its write and retries. */
const MAX_WRITES = 8;
/** Time for a job that read the comment before this step wrote it to complete its own write. */
const SETTLE_MS = 1000;
/** Pages of 100 comments. GitHub accepts 2,500 comments on a pull request. */
const MAX_PAGES = 50;
/** Bounds the time that a comment adds to the job. */
const MAX_COMMENT_MS = 120_000;
/** The runner kills a cancelled step 10 seconds after the first signal, and most of them may be over. */
const MAX_CANCELLED_MS = 1500;

/**
 * Updates a step's section in the workflow's comment on the pull request. Never fails the step, whose work is done: when a
 * request to GitHub's API fails, a warning states why. The summary has the same content.
 */
export async function updateComment({
  pullRequest,
  token,
  jobIndex,
  title,
  parts,
  log,
  signal,
  settleMs = SETTLE_MS,
}: CommentRequest): Promise<void> {
  if (!token) return log.warning('No comment: input github-token is empty.');
  if (/\s/.test(token)) return log.warning('No comment: input github-token contains spaces or line breaks.');
  const section = {
    key: createSectionKey([context.job, context.action, jobIndex], process.env['GITHUB_RUN_ATTEMPT'] ?? '1'),
    title,
    markdown: formatSection(parts),
  };
  try {
    const comments = await createCommentStore(token, pullRequest, createDeadline(signal));
    const outcome = await writeSection(comments, section, settleMs, signal);
    if (outcome === 'superseded')
      log.info('No comment: the existing comment has the results of a later run of this workflow.');
    if (outcome === 'overwritten')
      log.warning(
        'This step is missing from the comment on the pull request, because other jobs overwrote or deleted it.',
      );
  } catch (error) {
    log.warning(`No comment: ${describeApiFailure(error, pullRequest)} The summary has the same content.`);
  }
}

/** Writes a section until the comment still has it after other jobs have had the time to write theirs. */
async function writeSection(
  comments: Awaited<ReturnType<typeof createCommentStore>>,
  section: CommentSection,
  settleMs: number,
  signal: AbortSignal,
): Promise<'written' | 'superseded' | 'overwritten'> {
  let created: number | undefined;
  let written: string | undefined;
  for (let writes = 0; ; writes++) {
    // At random, so that jobs do not overwrite each other again. A cancelled step has no time to wait.
    const delayMs = settleMs * (0.5 + Math.random());
    if (writes > 0) await sleep(delayMs, undefined, { signal }).catch(() => undefined);
    const found = await comments.find();
    if (created !== undefined) {
      // GitHub may list a new comment with a delay, in which it must not be created again.
      if (!found || found.id > created) return 'written';
      // Another job has created a comment at the same time. All jobs use the first one.
      if (found.id < created) await comments.remove(created).catch(() => undefined);
      created = undefined;
    }
    const body = parseCommentBody(found?.text ?? '');
    if (body.runId > context.runId) return 'superseded';
    // The whole text is compared as well, because a section may have been omitted for its size.
    if (found && (found.text === written || body.sections.some(({ key }) => key === section.key)))
      return 'written';
    if (writes === MAX_WRITES) return 'overwritten';
    written = comments.format(addSection(body, context.runId, section));
    if (found) await comments.update(found.id, written);
    else created = await comments.create(written);
  }
}

/** Several workflows of a repository can have the same name. Without `GITHUB_WORKFLOW_REF`, the file is unknown. */
function getWorkflowFile(): string {
  const ref = process.env['GITHUB_WORKFLOW_REF'] ?? '';
  return /\/(\.github\/[^@]+)@/.exec(ref)?.[1] ?? context.workflow;
}

/** Aborted when the comment has taken too long, which is sooner in a cancelled step. */
function createDeadline(signal: AbortSignal): AbortSignal {
  const cancelled = new AbortController();
  const limit = (): void => {
    setTimeout(() => cancelled.abort(signal.reason), MAX_CANCELLED_MS).unref();
  };
  if (signal.aborted) limit();
  else signal.addEventListener('abort', limit, { once: true });
  return AbortSignal.any([cancelled.signal, AbortSignal.timeout(MAX_COMMENT_MS)]);
}

async function createCommentStore(token: string, number: number, deadline: AbortSignal) {
  const octokit = getOctokit(token, { baseUrl: context.apiUrl });
  octokit.hook.before('request', (options) => {
    // The default is the fetch of @actions/github, which uses the proxy of the runner.
    const send = options.request?.fetch ?? fetch;
    options.request = { ...options.request, fetch: limitFetch(send, context.apiUrl, deadline) };
  });
  const { issues } = octokit.rest;
  const marker = formatMarker(getWorkflowFile());
  const place = { ...context.repo, issue_number: number };
  const isOwnUser = await createUserCheck(octokit, deadline);
  async function find(): Promise<{ id: number; text: string } | undefined> {
    const own = await retryApi(async () => {
      const pages = octokit.paginate.iterator(issues.listComments, { ...place, per_page: 100 });
      let count = 0;
      for await (const { data } of pages) {
        // Any user can write the marker; only a comment by the user of the token is updated.
        const found = data.find(({ body, user }) => body?.startsWith(marker) && isOwnUser(user));
        if (found) return found;
        if (++count >= MAX_PAGES)
          throw new UnusableResponseError(`the pull request has more than ${MAX_PAGES} pages of comments`);
      }
      return undefined;
    }, deadline);
    return own && { id: own.id, text: own.body ?? '' };
  }
  return {
    /** The first comment of the workflow: GitHub lists comments by their ids. */
    find,
    format: (body: CommentBody): string => formatCommentBody(marker, context.workflow, body),
    /** @returns the id; undefined when the response is lost and a comment was found, perhaps that of another job. */
    async create(body: string): Promise<number | undefined> {
      const create = async (): Promise<{ id: number | undefined }> => {
        const { data } = await issues.createComment({ ...place, body });
        // The page of a proxy, for example.
        if (typeof getField(data, 'id') !== 'number') throw new UnusableResponseError('it is not a comment');
        return data;
      };
      const recover = async () => ((await find()) ? { id: undefined } : undefined);
      return (await retryApi(create, deadline, recover)).id;
    },
    /** Does nothing when the comment has been deleted. */
    async update(id: number, body: string): Promise<void> {
      const update = () => issues.updateComment({ ...context.repo, comment_id: id, body });
      await retryApi(update, deadline).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
    },
    async remove(id: number): Promise<void> {
      await retryApi(() => issues.deleteComment({ ...context.repo, comment_id: id }), deadline);
    },
  };
}

type CommentUser = { readonly login: string; readonly type: string } | null;

/**
 * Whether a user is the one of the token. A personal access token can read its user. A token of an app, such as
 * `GITHUB_TOKEN`, cannot (403), but GraphQL returns the login of its bot, with or without `[bot]`.
 */
async function createUserCheck(octokit: ReturnType<typeof getOctokit>, deadline: AbortSignal) {
  const user = await retryApi(() => octokit.rest.users.getAuthenticated(), deadline).then(
    ({ data }) => data.login,
    () => undefined,
  );
  if (typeof user === 'string') return (author: CommentUser) => author?.login === user;
  const bot = await octokit.graphql<{ viewer?: { login?: string } } | undefined>('{ viewer { login } }').then(
    (data) => data?.viewer?.login,
    () => undefined,
  );
  const name = (bot ?? 'github-actions').replace(/\[bot\]$/, '');
  return (author: CommentUser) => author?.type === 'Bot' && author.login === `${name}[bot]`;
}
