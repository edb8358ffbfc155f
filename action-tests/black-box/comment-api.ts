import { createServer, type Server } from 'node:http';
import { listenOnLoopback } from './test-servers.ts';

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
}

/** The user of a job's `GITHUB_TOKEN`. */
export const BOT = { login: 'github-actions[bot]', type: 'Bot' };

/** The part of GitHub's comment API that the actions use. */
export class CommentApi {
  comments: Comment[] = [];
  status = 200;
  /** Requests that get `status`; 0 for all. */
  failures = 0;
  message: string | undefined;
  requests: string[] = [];
  #server: Server | undefined;

  async start(): Promise<string> {
    const server = createServer(async (request, response) => {
      const chunks = await Array.fromAsync(request);
      const body = chunks.length > 0 ? String(JSON.parse(Buffer.concat(chunks).toString()).body) : '';
      this.requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      // GitHub's limit of a comment.
      const isUserRequest = request.url === '/user' || request.url === '/graphql';
      const status = body.length > 65_536 ? 422 : isUserRequest ? 403 : this.#takeStatus();
      const answer =
        status === 200
          ? this.#answer(request.method ?? '', request.url ?? '', body)
          : {
              message:
                this.message ??
                (status === 422 ? 'Body is too long' : 'Resource not accessible by integration'),
            };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    this.#server = server;
    return listenOnLoopback(server);
  }

  #takeStatus(): number {
    const { status } = this;
    if (this.failures > 0 && --this.failures === 0) this.status = 200;
    return status;
  }

  #answer(method: string, url: string, body: string): unknown {
    const id = Number(/comments\/(\d+)/.exec(url)?.[1]);
    if (method === 'POST') this.comments.push({ id: this.comments.length + 1, body, user: BOT });
    const found = this.comments.find(
      (comment) => comment.id === (method === 'POST' ? this.comments.length : id),
    );
    if (method === 'PATCH' && found) found.body = body;
    return found ?? this.comments;
  }

  stop(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }
}
