import type { IncomingRequest } from '../http/incoming.ts';
import { html as htmlReply, Reply } from '../http/reply.ts';
import type { RequestHandler } from '../http/service.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { renderStandalonePage } from './layout.ts';
import { html } from './parts/html.ts';
import { getItemPath } from './paths.ts';

const HANDLE_PATH = /^\/(\d+\.\d+\/\d+)$/;

/** Redirects handles in a browser to the page of their item. The handle service responds to everything else. */
export class HandlePages implements RequestHandler {
  /** As the other APIs. Without CORS headers, browsers let no page read the response. */
  readonly allowsForeignReads = true;
  readonly #state: SandboxState;
  readonly #service: RequestHandler;

  constructor(state: SandboxState, service: RequestHandler) {
    this.#state = state;
    this.#service = service;
  }

  async handle(request: IncomingRequest): Promise<Reply> {
    const id = request.method === 'GET' ? HANDLE_PATH.exec(request.path)?.[1] : undefined;
    return id === undefined ? this.#service.handle(request) : this.#resolve(id);
  }

  async #resolve(id: string): Promise<Reply> {
    const { items, handles, webUrl } = this.#state;
    if (items.get(id) || handles.get(id))
      return new Reply(302, { location: `${webUrl}${getItemPath(id)}` }, '');
    return htmlReply(
      await renderStandalonePage('Unknown handle', html`<p>The handle ${id} does not exist.</p>`),
      404,
    );
  }
}
