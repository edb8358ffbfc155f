import { badRequest, serverError } from '../http/errors.ts';
import { StatusFailure } from '../http/status.ts';
import { parse, type Type } from '../pydantic/type.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { deleteItemRows, FIRST_REASON, launchCreationJob, replaceContents } from './item-contents.ts';
import type { Kind } from './kinds.ts';
import type { StoredItem } from './models/item.ts';
import {
  type Actor,
  assertItemRole,
  assertUnlocked,
  createWrongKindError,
  EDIT_ROLES,
  getItem,
  getPersonIfRequired,
} from './permission.ts';
import { assertValidInfo } from './validation.ts';

/** The new contents of an item, and why they change: `null` is valid for a seed only. */
export type UpdateRequest = { id: string; reason: string | null; info: object };

/**
 * Replaces the contents of an item; a seed becomes complete. The checks are in the order of the server: link, contents,
 * lock, item, item role, reason.
 * @returns the session id of the creation job, if there is one
 */
export function updateItem(
  state: SandboxState,
  kind: Kind,
  { id, reason, info }: UpdateRequest,
  actor: Actor,
): string | null {
  const person = getPersonIfRequired(state, kind, actor);
  assertValidInfo(state, kind, info);
  assertUnlocked(state, id);
  const item = getItemOfKind(state, kind, id);
  assertItemRole(state, item, actor, { needed: EDIT_ROLES, work: 'edit' });
  return state.db.atomically(() => {
    if (item.record_type === 'SEED_ITEM')
      return completeSeed(state, kind, { seed: item, info, person }, actor);
    if (reason === null) throw badRequest('A reason is required to change a complete item.');
    state.items.put(replaceContents(state, item, info, { reason, by: actor.username }));
    return null;
  });
}

/**
 * Completes a seed for the linked person of the actor, if the kind requires one.
 * @returns the session id of the creation job for versioned kinds
 */
export function completeSeed(
  state: SandboxState,
  kind: Kind,
  { seed, info, person }: { seed: StoredItem; info: object; person: string | undefined },
  actor: Actor,
): string | null {
  const item = replaceContents(state, seed, info, { reason: FIRST_REASON, by: actor.username });
  state.items.put(item);
  return launchCreationJob(state, kind, item, person, actor);
}

/**
 * The item with this id.
 * @throws StatusFailure for an unknown id or a seed of another kind; HttpError (500) for a complete item of another kind
 */
function getItemOfKind(state: SandboxState, kind: Kind, id: string): StoredItem {
  const item = state.items.get(id);
  if (!item) throw new StatusFailure(`There is no item with the id ${id}.`);
  if (kind.parse(item).type === 'unreadable') throw createWrongKindError(kind, id);
  if (item.item_subtype !== kind.subtype)
    throw new StatusFailure(`The seed ${id} has the kind ${item.item_subtype}.`);
  return item;
}

/** Restores the contents of an entry of the history as a new entry. */
export function revertItem(
  state: SandboxState,
  kind: Kind,
  request: { id: string; history_id: number; reason: string },
  actor: Actor,
): void {
  getPersonIfRequired(state, kind, actor);
  assertUnlocked(state, request.id);
  assertItemRole(state, getItem(state, request.id), actor, { needed: EDIT_ROLES, work: 'edit' }); // before the check of the kind
  const item = getItemOfKind(state, kind, request.id);
  const info = getHistoryContents(kind.domain, item, request.history_id);
  assertValidInfo(state, kind, info);
  const reason = `(Restoring to v${request.history_id}) ${request.reason}`;
  state.items.put(replaceContents(state, item, info, { reason, by: actor.username }));
}

/** The contents of an entry, parsed with the model of the kind. @throws HttpError (400) for a seed or an unknown entry, 500 if it is invalid for the kind */
export function getHistoryContents<T>(domain: Type<T>, item: StoredItem, historyId: number): T {
  if (item.record_type === 'SEED_ITEM') throw badRequest(`The item ${item.id} is a seed and has no history.`);
  const entry = item.history?.find((one) => one.id === historyId);
  if (!entry) throw badRequest(`The history of ${item.id} has no entry ${historyId}.`);
  const { value, problem } = parse(domain, entry.item);
  if (problem !== undefined) throw serverError(`Entry ${historyId} of ${item.id} is invalid for its kind.`);
  return value;
}

/**
 * Deletes an item of any kind from the tables. Its handle and its node in the graph stay.
 * @throws HttpError (400) for an unknown id, 401 for a locked item
 */
export function deleteItem(state: SandboxState, id: string): void {
  assertUnlocked(state, id);
  deleteItemRows(state, id);
}
