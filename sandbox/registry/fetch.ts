import { badRequest, UnhandledServerError } from '../http/errors.ts';
import { StatusFailure } from '../http/status.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { ItemOf, Kind } from './kinds.ts';
import type { AnyDomainInfo } from './models/domain.ts';
import type { StoredItem } from './models/item.ts';
import { type Actor, assertItemRole, getLockEntry, READ_ROLES } from './permission.ts';

export type FetchResult<T> = { item: T; roles: string[]; locked: boolean; item_is_seed: boolean };

/** Fetches a complete item through the route of a kind. @throws as `fetchItemOrSeed` */
export function fetchItem<D extends AnyDomainInfo>(
  state: SandboxState,
  kind: Kind<D>,
  id: string,
  actor: Actor,
): FetchResult<ItemOf<D>> {
  const fetched = fetchItemOrSeed(state, kind, { id, seed_allowed: false }, actor);
  return fetched as FetchResult<ItemOf<D>>; // no seed
}

/**
 * Fetches an item through the route of a kind.
 * @throws StatusFailure for an unknown id, an item of another kind, or a seed unless seeds are allowed; HttpError 401
 * without access, 400 for a seed of another kind
 */
export function fetchItemOrSeed(
  state: SandboxState,
  kind: Kind,
  { id, seed_allowed }: { id: string; seed_allowed: boolean },
  actor: Actor,
): FetchResult<unknown> {
  const stored = id === '' ? undefined : state.items.get(id);
  if (!stored) throw new StatusFailure(`There is no item with the id ${id}.`);
  const roles = assertItemRole(state, stored, actor, { needed: READ_ROLES, work: 'see the metadata of' });
  const parsedItem = kind.parse(stored);
  if (parsedItem.type === 'unreadable')
    throw new StatusFailure(`The item ${id} is not a ${kind.subtype}: ${parsedItem.reason}`);
  if (parsedItem.type === 'seed' && !seed_allowed)
    throw new StatusFailure(`The item ${id} is a seed, and seed_allowed is false.`);
  if (parsedItem.type === 'seed' && stored.item_subtype !== kind.subtype) {
    throw badRequest(`The seed ${id} has the kind ${stored.item_subtype}, not ${kind.subtype}.`);
  }
  const { locked } = getLockEntry(state, id);
  return { item: parsedItem.item, roles, locked, item_is_seed: parsedItem.type === 'seed' };
}

/**
 * Fetches an item as it is stored, without null fields.
 * @throws StatusFailure for an unknown id; HttpError (401); UnhandledServerError for an empty id
 */
export function fetchRaw(
  state: SandboxState,
  id: string,
  actor: Actor,
): { item: StoredItem & { universal_partition_key: 'OK' } } {
  if (id === '') throw new UnhandledServerError('empty key');
  const stored = state.items.get(id);
  if (!stored) throw new StatusFailure(`There is no item with the id ${id}.`);
  assertItemRole(state, stored, actor, { needed: READ_ROLES, work: 'see the metadata of' });
  return { item: { ...stored, universal_partition_key: 'OK' } };
}
