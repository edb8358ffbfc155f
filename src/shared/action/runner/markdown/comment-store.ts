import { context, getOctokit } from '@actions/github';
import { getField } from '../../../client/mapping.ts';
import { isNotFound, retryApi, UnusableResponseError } from '../github/github-api.ts';
import { limitFetch } from '../github/github-fetch.ts';
import { type CommentBody, formatCommentBody, formatMarker } from './comment-body.ts';

/** Pages of 100 comments. GitHub accepts 2,500 comments on a pull request. */
const MAX_PAGES = 50;

export type CommentStore = Awaited<ReturnType<typeof createCommentStore>>;

/**
 * Reads and writes the comment of this workflow on a pull request.
 * @param deadline aborts the requests.
 */
export async function createCommentStore(token: string, number: number, deadline: AbortSignal) {
  const octokit = createOctokit(token, deadline);
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

function createOctokit(token: string, deadline: AbortSignal) {
  const octokit = getOctokit(token, { baseUrl: context.apiUrl });
  octokit.hook.before('request', (options) => {
    // The default is the fetch of @actions/github, which uses the proxy of the runner.
    const send = options.request?.fetch ?? fetch;
    options.request = { ...options.request, fetch: limitFetch(send, context.apiUrl, deadline) };
  });
  return octokit;
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

/** Several workflows of a repository can have the same name. Without `GITHUB_WORKFLOW_REF`, the file is unknown. */
function getWorkflowFile(): string {
  const ref = process.env['GITHUB_WORKFLOW_REF'] ?? '';
  return /\/(\.github\/[^@]+)@/.exec(ref)?.[1] ?? context.workflow;
}
