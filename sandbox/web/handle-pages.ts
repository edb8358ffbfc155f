import type { Incoming } from '../http/incoming.ts';
import { html, type Reply } from '../http/reply.ts';
import type { Answering } from '../http/service.ts';
import type { StoredItem } from '../registry/models/item.ts';
import type { World } from '../world.ts';
import { escapeHtml } from './escape.ts';
import { page } from './page.ts';

const HANDLE_PATH = /^\/(\d+\.\d+\/\d+)$/;

/** Lets handles resolve in a browser to a page of the item; everything else is the id service's. */
export class HandlePages implements Answering {
  readonly #world: World;
  readonly #service: Answering;

  constructor(world: World, service: Answering) {
    this.#world = world;
    this.#service = service;
  }

  async answer(request: Incoming): Promise<Reply> {
    const id = request.method === 'GET' ? HANDLE_PATH.exec(request.path)?.[1] : undefined;
    return id === undefined ? this.#service.answer(request) : this.#pageOf(id);
  }

  #pageOf(id: string): Reply {
    const item = this.#world.items.get(id);
    if (item) return html(itemPage(this.#world, item));
    const handle = this.#world.handles.get(id);
    if (!handle) return html(page('Unknown handle', `<p>Nobody has the handle ${escapeHtml(id)}.</p>`), 404);
    const rows = handle.properties.map(({ type, value }) => row(type, escapeHtml(value)));
    return html(page(`Handle ${id}`, `<table>${rows.join('')}</table>`));
  }
}

function itemPage(world: World, item: StoredItem): string {
  const {
    id,
    display_name,
    item_subtype,
    record_type,
    owner_username,
    created_timestamp,
    updated_timestamp,
    ...rest
  } = item;
  const rows = [
    row('Handle', linked(id)),
    row('Kind', escapeHtml(`${item_subtype}${record_type === 'SEED_ITEM' ? ' (seed)' : ''}`)),
    row('Owner', escapeHtml(owner_username)),
    row('Created', time(created_timestamp)),
    row('Updated', time(updated_timestamp)),
    ...linkRows(world, id),
  ];
  const record = `<details><summary>Record</summary><pre>${linkHandles(escapeHtml(JSON.stringify(rest, null, 2)))}</pre></details>`;
  return page(display_name ?? `Seed ${id}`, `<table>${rows.join('')}</table>${record}`);
}

function linkRows(world: World, id: string): string[] {
  const out = world.graph.outgoing(id).map(({ relation, target }) => row(relation, linked(target)));
  const into = world.graph
    .incoming(id)
    .map(({ relation, source }) => row(`${relation} (from)`, linked(source)));
  return [...out, ...into];
}

function row(label: string, value: string): string {
  return `<tr><th>${escapeHtml(label)}</th><td>${value}</td></tr>`;
}

function linked(id: string): string {
  return `<a href="/${escapeHtml(id)}">${escapeHtml(id)}</a>`;
}

function linkHandles(text: string): string {
  return text.replaceAll(/\b\d+\.\d+\/\d+\b/g, (id) => linked(id));
}

function time(seconds: number): string {
  return escapeHtml(new Date(seconds * 1000).toISOString());
}
