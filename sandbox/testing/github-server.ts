import { createServer } from 'node:http';
import { closeServer, listenOnLoopback } from './loopback-server.ts';

export interface User {
  readonly login: string;
  readonly type: string;
}

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: User;
}

/** The user of a job's `GITHUB_TOKEN`. */
export const BOT = { login: 'github-actions[bot]', type: 'Bot' };

/** GitHub's limit for a comment. */
const MAX_CHARACTERS = 65_536;

/**
 * How a request fails: an error response; `lost` does the work and closes the connection, `unsent` does no work and closes
 * it.
 */
export type Fault =
  | {
      readonly status: number;
      readonly message?: string;
      /** The body, in place of the JSON with the message. */
      readonly html?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'lost'
  | 'unsent';

/** The comments of a pull request at a real HTTP server, with the routes of GitHub's API that the actions use. */
export interface GitHubServer extends AsyncDisposable {
  readonly url: string;
  readonly comments: Comment[];
  /** Method and path of each request. */
  readonly requests: string[];
  /** The different `Authorization` headers of the requests. */
  readonly authorizations: Set<string | undefined>;
  /** Returns the fault of a request, by its method and number among the requests of this method, from 1. */
  fault: (method: string, count: number) => Fault | undefined;
  /** Called after a comment was written, for example to overwrite it. */
  onWrite: (comment: Comment) => void;
}

/**
 * @param user of the token, which writes the comments.
 * @param viewer the login that GraphQL returns, if the token may read it.
 */
export async function startGitHubServer(user: User = BOT, viewer?: string): Promise<GitHubServer> {
  const comments: Comment[] = [];
  const requests: string[] = [];
  const authorizations = new Set<string | undefined>();
  const counts = new Map<string, number>();
  const handle = (method: string, url: string, body: string): unknown => {
    const id =
      method === 'POST'
        ? Math.max(0, ...comments.map((other) => other.id)) + 1
        : Number(/comments\/(\d+)/.exec(url)?.[1]);
    if (method === 'POST') comments.push({ id, body, user });
    const comment = comments.find((other) => other.id === id);
    if (!comment) return comments;
    if (method === 'PATCH') comment.body = body;
    if (method === 'DELETE') comments.splice(comments.indexOf(comment), 1);
    else if (method !== 'GET') state.onWrite(comment);
    return comment;
  };
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const text = Buffer.concat(await Array.fromAsync(request)).toString();
    requests.push(`${method} ${url}`);
    authorizations.add(request.headers.authorization);
    const send = (status: number, content: unknown, headers: Readonly<Record<string, string>> = {}): void =>
      void response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(content));
    if (url === '/user' && user.type === 'User') return send(200, user);
    if (url === '/graphql' && viewer) return send(200, { data: { viewer: { login: viewer } } });
    if (url === '/user' || url === '/graphql') return send(403, { message: 'Not accessible' });
    const count = (counts.get(method) ?? 0) + 1;
    counts.set(method, count);
    const fault = state.fault(method, count);
    if (typeof fault === 'object' && fault.html !== undefined)
      return void response.writeHead(fault.status, { 'content-type': 'text/html' }).end(fault.html);
    if (typeof fault === 'object') return send(fault.status, { message: fault.message ?? '' }, fault.headers);
    const body = text && JSON.parse(text).body;
    if (body.length > MAX_CHARACTERS) return send(422, { message: 'Body is too long' });
    const result = fault === 'unsent' ? undefined : handle(method, url, body);
    if (fault === undefined) return send(200, result);
    response.destroy();
  });
  const state: GitHubServer = {
    url: await listenOnLoopback(server),
    comments,
    requests,
    authorizations,
    fault: () => undefined,
    onWrite: () => {},
    [Symbol.asyncDispose]: () => closeServer(server),
  };
  return state;
}
