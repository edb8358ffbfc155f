import { context, getOctokit } from '@actions/github';
import {
  type CommentBody,
  type CommentSection,
  createSectionKey,
  formatCommentBody,
  formatMarker,
  formatSection,
  isOfLaterRun,
  parseCommentBody,
  replaceSection,
} from './comment-body.ts';
import { describeApiFailure, isNotFound, retryApi, UnusableResponseError } from './github-api.ts';
import { limitFetch } from './github-fetch.ts';
import type { Log } from './log.ts';

export interface CommentRequest {
  /** Number of the pull request. */
  readonly pullRequest: number;
  readonly token: string | undefined;
  /** Index of the job in its matrix. */
  readonly jobIndex: string | undefined;
  readonly title: string;
  /** Markdown of the section. */
  readonly parts: readonly string[];
  readonly log: Log;
  /** Aborted when the step is cancelled. */
  readonly signal: AbortSignal;
}

/** Other jobs of the workflow may write the comment concurrently; each verifies its write and retries. */
const MAX_ATTEMPTS = 4;
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
}: CommentRequest): Promise<void> {
  if (!token) return log.warning('No comment: input github-token is empty.');
  if (/\s/.test(token)) return log.warning('No comment: input github-token contains blanks or line breaks.');
  const section = {
    key: createSectionKey([context.job, context.action, jobIndex], getRunAttempt()),
    title,
    markdown: formatSection(parts),
  };
  try {
    const comments = await createCommentStore(token, pullRequest, createDeadline(signal));
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const found = await comments.find();
      if (found && isOfLaterRun(found.body, getRunKey()))
        return log.info('No comment: it has the results of a later run of this workflow.');
      const body = replaceSection(found?.body ?? { runKey: getRunKey(), sections: [] }, getRunKey(), section);
      const sent = await comments.write(found?.id, body).catch((error: unknown) => {
        // The comment may have been deleted since it was found.
        if (found === undefined || attempt === MAX_ATTEMPTS || !isNotFound(error)) throw error;
        return undefined;
      });
      if (!sent) continue;
      // Another job may have created the comment at the same time. All jobs use the first one.
      const first = found ?? (await comments.find());
      if (first && first.id !== sent.id) {
        await comments.remove(sent.id).catch(() => undefined);
        continue;
      }
      const stored = await comments.read(sent.id).catch((error: unknown) => {
        // It may have been deleted since it was written.
        if (!isNotFound(error)) throw error;
        return '';
      });
      // The whole body is compared first, because a section may have been omitted for its size.
      if (stored === sent.body || hasSection(parseCommentBody(stored), section)) return;
    }
    log.warning(
      'This step is missing from the comment on the pull request, because other jobs overwrote or deleted it.',
    );
  } catch (error) {
    log.warning(`No comment: ${describeApiFailure(error, pullRequest)} The summary has the same content.`);
  }
}

function hasSection({ sections }: CommentBody, { key, markdown }: CommentSection): boolean {
  return sections.some((other) => other.key === key && other.markdown === markdown);
}

function getRunKey(): string {
  return `${context.runId}/${getRunAttempt()}`;
}

function getRunAttempt(): string {
  return process.env['GITHUB_RUN_ATTEMPT'] ?? '1';
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
  async function find(): Promise<{ id: number; body: CommentBody } | undefined> {
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
    return own && { id: own.id, body: parseCommentBody(own.body ?? '') };
  }
  return {
    find,
    async read(id: number): Promise<string> {
      const { data } = await retryApi(() => issues.getComment({ ...context.repo, comment_id: id }), deadline);
      return data.body ?? '';
    },
    async remove(id: number): Promise<void> {
      await retryApi(() => issues.deleteComment({ ...context.repo, comment_id: id }), deadline);
    },
    async write(id: number | undefined, content: CommentBody): Promise<{ id: number; body: string }> {
      const body = formatCommentBody(marker, context.workflow, content);
      const update = async (comment_id: number) =>
        (await issues.updateComment({ ...context.repo, comment_id, body })).data;
      const create = async (): Promise<{ id: number }> =>
        (await issues.createComment({ ...place, body })).data;
      const comment =
        id === undefined
          ? await retryApi(create, deadline, find)
          : await retryApi(() => update(id), deadline);
      return { id: comment.id, body };
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
