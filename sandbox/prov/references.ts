import { badRequest } from '../http/errors.ts';
import { StatusFailure } from '../http/status.ts';
import { fetchItem } from '../registry/fetch.ts';
import type { ItemOf, Kind } from '../registry/kinds.ts';
import type { AnyDomainInfo } from '../registry/models/domain.ts';
import type { Actor } from '../registry/permission.ts';
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
        return fetchItem(state, kind, id, actor).item;
      } catch (error) {
        if (error instanceof StatusFailure) throw badRequest(`${role}: ${error.message}`);
        throw error;
      }
    },
  };
}

const CACHE_MS = 60_000;

/**
 * Looks up items as the prov API does: it keeps each item for a minute, so that it does not notice changes of contents and
 * access at once (known bug). A reset of the sandbox empties the cache.
 */
export function createCachedReferences(state: SandboxState, actor: Actor): References {
  const references = createReferences(state, actor);
  if (!state.settings.knownBugs) return references;
  const cache = state.references;
  return {
    item<D extends AnyDomainInfo>(kind: Kind<D>, id: string, role: string): ItemOf<D> {
      const now = Date.now();
      const key = JSON.stringify([actor.username, kind.subtype, id]);
      const entry = cache.get(key);
      if (entry && entry.untilMs > now) return entry.item as ItemOf<D>; // of the kind in the key
      const item = references.item(kind, id, role);
      for (const [oldest, { untilMs }] of cache) {
        if (untilMs > now) break; // the entries are in the order of their expiry
        cache.delete(oldest);
      }
      cache.set(key, { item, untilMs: now + CACHE_MS });
      return item;
    },
  };
}
