import { badRequest } from '../http/errors.ts';
import { StatusFailure } from '../http/status.ts';
import type { Actor } from '../registry/access.ts';
import { fetchItem } from '../registry/fetch.ts';
import type { ItemOf, Kind } from '../registry/kinds.ts';
import type { AnyDomainInfo } from '../registry/models/domain.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** Looks up the items that a model run refers to, as one user. */
export interface References {
  /** A complete item of a kind. @throws HttpError 400 for an unknown one, 401 without access */
  item<D extends AnyDomainInfo>(kind: Kind<D>, id: string, role: string): ItemOf<D>;
}

/** Looks up each item without a cache, as the job workers do. */
export function createReferences(state: SandboxState, actor: Actor): References {
  return {
    item(kind, id, role) {
      try {
        return fetchItem(state, kind, { id }, actor).item;
      } catch (error) {
        if (error instanceof StatusFailure) throw badRequest(`${role}: ${error.message}`);
        throw error;
      }
    },
  };
}

const CACHE_MS = 60_000;

/**
 * The cache of the prov API. It keeps each item for a minute, so that the API does not notice changes of contents and
 * access at once (known bug). `clear` empties it after the state has been replaced.
 */
export class ReferenceCache {
  readonly #cache = new Map<string, { item: unknown; untilMs: number }>();
  readonly #state: SandboxState;

  constructor(state: SandboxState) {
    this.#state = state;
  }

  for(actor: Actor): References {
    const references = createReferences(this.#state, actor);
    if (!this.#state.settings.knownBugs) return references;
    return {
      item: <D extends AnyDomainInfo>(kind: Kind<D>, id: string, role: string): ItemOf<D> => {
        const key = JSON.stringify([actor.username, kind.subtype, id]);
        const entry = this.#cache.get(key);
        if (entry && entry.untilMs > Date.now()) return entry.item as ItemOf<D>; // of the kind in the key
        const item = references.item(kind, id, role);
        this.#deleteExpired();
        this.#cache.set(key, { item, untilMs: Date.now() + CACHE_MS });
        return item;
      },
    };
  }

  /** The entries are in the order of their expiry. */
  #deleteExpired(): void {
    for (const [key, { untilMs }] of this.#cache) {
      if (untilMs > Date.now()) return;
      this.#cache.delete(key);
    }
  }

  clear(): void {
    this.#cache.clear();
  }
}
