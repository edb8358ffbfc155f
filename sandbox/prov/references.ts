import { badRequest } from '../http/errors.ts';
import type { User } from '../http/route.ts';
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

/** @returns the item, or why there is none. @throws HttpError (401) without access */
function lookUp<D extends AnyDomainInfo>(
  state: SandboxState,
  actor: Actor,
  kind: Kind<D>,
  id: string,
): ItemOf<D> | string {
  try {
    return fetchItem(state, kind, id, actor).item;
  } catch (error) {
    if (error instanceof StatusFailure) return error.message;
    throw error;
  }
}

/** Looks up each item without a cache, as the job workers do. */
export function createReferences(state: SandboxState, actor: Actor): References {
  return { item: (kind, id, role) => assertFound(lookUp(state, actor, kind, id), role) };
}

function assertFound<T extends object>(found: T | string, role: string): T {
  if (typeof found === 'string') throw badRequest(`${role}: ${found}`);
  return found;
}

const CACHE_MS = 60_000;

/**
 * Looks up items as the prov API does: it keeps each result for a token for a minute, so that it does not notice changes of
 * contents and access at once, nor that an item was created (known bug). A reset of the sandbox empties the cache.
 */
export function createCachedReferences(state: SandboxState, user: User): References {
  if (!state.settings.knownBugs) return createReferences(state, user);
  const cache = state.references;
  return {
    item<D extends AnyDomainInfo>(kind: Kind<D>, id: string, role: string): ItemOf<D> {
      const now = Date.now();
      const key = JSON.stringify([user.access_token, kind.subtype, id]);
      const entry = cache.get(key);
      if (entry && entry.untilMs > now) return assertFound(entry.found as ItemOf<D> | string, role); // of the kind in the key
      const found = lookUp(state, user, kind, id);
      for (const [oldest, { untilMs }] of cache) {
        if (untilMs > now) break; // the entries are in the order of their expiry
        cache.delete(oldest);
      }
      cache.set(key, { found, untilMs: now + CACHE_MS });
      return assertFound(found, role);
    },
  };
}
