import { context, getOctokit } from '@actions/github';
import {
  type CommentBody,
  type CommentSection,
  formatCommentBody,
  formatMarker,
  formatSection,
  parseCommentBody,
  replaceSection,
} from './comment-body.ts';
import type { Log } from './log.ts';

export interface CommentRequest {
  readonly token: string | undefined;
  /** The leg of a matrix. */
  readonly matrixJob: string | undefined;
  readonly title: string;
  /** Its Markdown. */
  readonly parts: readonly string[];
  readonly log: Log;
}

/** Other jobs of the workflow may write the same comment at the same moment; whoever comes second looks again. */
const MAX_ATTEMPTS = 4;

/**
 * Keeps a step's section of the workflow's one comment on the pull request up to date. A token that may not write, and
 * an event that is of no pull request, are told and change nothing else: the summary says the same.
 */
export async function updateComment({
  token,
  matrixJob: leg,
  title,
  parts,
  log,
}: CommentRequest): Promise<void> {
  const number = context.payload.pull_request?.number;
  if (number === undefined)
    return log.info('This event is of no pull request: there is nothing to comment on.');
  if (!token) return log.warning('No comment: input github-token is empty.');
  const comments = createCommentStore(token, number);
  const section = {
    key: [context.job, context.action, leg].filter(Boolean).join('/'),
    title,
    markdown: formatSection(parts),
  };
  try {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const found = await comments.find();
      const body = replaceSection(found?.body ?? { runKey: getRunKey(), sections: [] }, getRunKey(), section);
      const written = await comments.write(found?.id, body);
      const there = await comments.read(written.id);
      // What is as it was written is right, also where it only names the section, for lack of room.
      if (there === written.body || hasSection(parseCommentBody(there), section)) return;
    }
    log.warning(
      'The comment on the pull request was overwritten by another job each time; it lacks this step.',
    );
  } catch (error) {
    const status = (error as { status?: number }).status;
    if (status !== 403 && status !== 404) throw error;
    log.warning(
      `No comment: the token may not write to pull request ${number} (${status}). Give the job \`permissions: { pull-requests: write }\`; runs of forks get a read-only token.`,
    );
  }
}

function hasSection({ sections }: CommentBody, { key, markdown }: CommentSection): boolean {
  return sections.some((other) => other.key === key && other.markdown === markdown);
}

function getRunKey(): string {
  return `${context.runId}/${process.env['GITHUB_RUN_ATTEMPT'] ?? '1'}`;
}

function createCommentStore(token: string, number: number) {
  const octokit = getOctokit(token, { baseUrl: context.apiUrl });
  const { issues } = octokit.rest;
  const marker = formatMarker(context.workflow);
  const place = { ...context.repo, issue_number: number };
  return {
    async find(): Promise<{ id: number; body: CommentBody } | undefined> {
      const all = await octokit.paginate(issues.listComments, { ...place, per_page: 100 });
      const own = all.find(({ body }) => body?.startsWith(marker));
      return own && { id: own.id, body: parseCommentBody(own.body ?? '') };
    },
    async read(id: number): Promise<string> {
      const { data } = await issues.getComment({ ...context.repo, comment_id: id });
      return data.body ?? '';
    },
    async write(id: number | undefined, content: CommentBody): Promise<{ id: number; body: string }> {
      const body = formatCommentBody(marker, context.workflow, content);
      const { data } =
        id === undefined
          ? await issues.createComment({ ...place, body })
          : await issues.updateComment({ ...context.repo, comment_id: id, body });
      return { id: data.id, body };
    },
  };
}
