import { badRequest } from '../http/refusal.ts';
import { NotDone } from '../not-done.ts';
import type { Actor } from '../registry/access.ts';
import { fetchItem } from '../registry/fetch.ts';
import { getKind } from '../registry/kinds.ts';
import type { Subtype } from '../registry/models/subtypes.ts';
import type { World } from '../world.ts';

export type Item = Record<string, unknown>;

/** Looks up the items that a model run names, with the eyes of one user. */
export interface References {
  /** A complete item of a subtype. @throws Refusal 400 when there is none, 401 when the user may not see it */
  item(subtype: Subtype, id: string, role: string): Item;
}

/** Looks each item up anew, as the job workers do. */
export function createReferences(world: World, actor: Actor): References {
  return {
    item(subtype, id, role) {
      try {
        return fetchItem(world, getKind(subtype), id, actor).item;
      } catch (error) {
        if (error instanceof NotDone) throw badRequest(`${role}: ${error.message}`);
        throw error;
      }
    },
  };
}

const CACHE_MS = 60_000;

/**
 * What the prov API found out lately. It remembers each item that it saw for a minute, so that neither a change of access nor
 * of contents is noticed at once; `forget` is for a sandbox whose state was replaced.
 */
export class ReferenceCache {
  readonly #seen = new Map<string, { item: Item; untilMs: number }>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  for(actor: Actor): References {
    const fresh = createReferences(this.#world, actor);
    if (this.#world.settings.fixed) return fresh;
    return {
      item: (subtype, id, role) => {
        const key = JSON.stringify([actor.username, subtype, id]);
        const known = this.#seen.get(key);
        if (known && known.untilMs > Date.now()) return known.item;
        const item = fresh.item(subtype, id, role);
        this.#seen.set(key, { item, untilMs: Date.now() + CACHE_MS });
        return item;
      },
    };
  }

  forget(): void {
    this.#seen.clear();
  }
}
