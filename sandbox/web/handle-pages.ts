import type { Incoming } from '../http/incoming.ts';
import { html as htmlReply, Reply } from '../http/reply.ts';
import type { Answering } from '../http/service.ts';
import type { World } from '../world.ts';
import { html } from './parts/html.ts';
import { itemPath } from './paths.ts';
import { renderStandalonePage } from './standalone-page.ts';

const HANDLE_PATH = /^\/(\d+\.\d+\/\d+)$/;

/** Lets handles resolve in a browser: to the page of what they stand for. Everything else is the id service's. */
export class HandlePages implements Answering {
  readonly #world: World;
  readonly #service: Answering;
  readonly #webUrl: () => string;

  constructor(world: World, service: Answering, webUrl: () => string) {
    this.#world = world;
    this.#service = service;
    this.#webUrl = webUrl;
  }

  async answer(request: Incoming): Promise<Reply> {
    const id = request.method === 'GET' ? HANDLE_PATH.exec(request.path)?.[1] : undefined;
    return id === undefined ? this.#service.answer(request) : this.#resolve(id);
  }

  async #resolve(id: string): Promise<Reply> {
    if (this.#world.items.get(id) || this.#world.handles.get(id))
      return new Reply(302, { location: `${this.#webUrl()}${itemPath(id)}` }, '');
    return htmlReply(
      await renderStandalonePage('Unknown handle', html`<p>Nobody has the handle ${id}.</p>`),
      404,
    );
  }
}
