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
  /** Index of the job in its matrix. */
  readonly matrixJob: string | undefined;
  readonly title: string;
  /** Markdown of the section. */
  readonly parts: readonly string[];
  readonly log: Log;
}

/** Other jobs of the workflow may write the comment concurrently; each verifies its write and retries. */
const MAX_ATTEMPTS = 4;

/**
 * Updates a step's section in the workflow's comment on the pull request. Logs a warning when the token may not write, and
 * a line when the event is not a pull request. The summary has the same content.
 */
export async function updateComment({
  token,
  matrixJob: leg,
  title,
  parts,
  log,
}: CommentRequest): Promise<void> {
  const number = context.payload.pull_request?.number;
  if (number === undefined) return log.info('No comment: this event is not a pull request.');
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
      const stored = await comments.read(written.id);
      // The whole body is compared first, because a section may have been omitted for its size.
      if (stored === written.body || hasSection(parseCommentBody(stored), section)) return;
    }
    log.warning('Other jobs overwrote the comment on the pull request; it lacks this step.');
  } catch (error) {
    const status = error instanceof Error && 'status' in error ? error.status : undefined;
    if (status !== 403 && status !== 404) throw error;
    log.warning(
      `No comment: the token may not write to pull request ${number} (${status}). Set \`permissions: { pull-requests: write }\` for the job. Runs of forks get a read-only token.`,
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
