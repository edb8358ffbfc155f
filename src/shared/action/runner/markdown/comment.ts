import { setTimeout as sleep } from 'node:timers/promises';
import { context } from '@actions/github';
import { describeApiFailure } from '../github/github-api.ts';
import type { Log } from '../log/log.ts';
import {
  addSection,
  type CommentSection,
  createSectionKey,
  formatSection,
  parseCommentBody,
} from './comment-body.ts';
import { type CommentStore, createCommentStore } from './comment-store.ts';

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
  comments: CommentStore,
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
