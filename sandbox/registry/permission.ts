import { badRequest, serverError, unauthorised } from '../http/errors.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type Actor, hasAnyRole } from './access.ts';
import type { Kind } from './kinds.ts';
import type { StoredItem } from './models/item.ts';

/** The person that a writer of this kind must be linked to; undefined when the kind asks for none. @throws RequestRejectedError (400) */
export function getRequiredPerson(state: SandboxState, kind: Kind, actor: Actor): string | undefined {
  return kind.requiresLinkedPerson ? getLinkedPerson(state, actor.username) : undefined;
}

/** @throws RequestRejectedError (400) when the user is linked to nobody */
export function getLinkedPerson(state: SandboxState, username: string): string {
  const person = state.links.personOf(username);
  if (person === undefined) {
    throw badRequest(`The user ${username} is not linked to a registered person, which this action needs.`);
  }
  return person;
}

/** What the actor may do with an item. @throws RequestRejectedError (400) when nobody knows who may */
export function getItemRoles(state: SandboxState, item: StoredItem, actor: Actor): string[] {
  const settings = state.access.get(item.id);
  if (!settings) throw badRequest(`The item ${item.id} has no access settings.`);
  return state.access.getRoles(settings, item.item_subtype, actor);
}

/** @throws RequestRejectedError (401) when the actor has none of the needed item roles */
export function assertItemRole(
  state: SandboxState,
  item: StoredItem,
  actor: Actor,
  needed: string[],
  what: string,
): string[] {
  const roles = getItemRoles(state, item, actor);
  if (!hasAnyRole(roles, needed)) throw unauthorised(`You are not authorised to ${what} this item.`);
  return roles;
}

/** @throws RequestRejectedError (400) for an unknown id, 401 when the item is locked */
export function assertUnlocked(state: SandboxState, id: string): void {
  const lock = state.locks.get(id);
  if (!lock) throw badRequest(`There is no item with the id ${id}.`);
  if (lock.locked) throw unauthorised('The item is locked: it cannot be changed until somebody unlocks it.');
}

/** The record with an id. @throws RequestRejectedError (400) for an unknown id */
export function getItem(state: SandboxState, id: string): StoredItem {
  const item = state.items.get(id);
  if (!item) throw badRequest(`There is no item with the id ${id}.`);
  return item;
}

/** The writer's address, without which nothing is made. @throws RequestRejectedError (400) */
export function assertEmail(actor: Actor): void {
  if (actor.email === null) throw badRequest('Your token has no email address, which making an item needs.');
}

export function createWrongKindError(kind: Kind, id: string) {
  return serverError(`The item ${id} cannot be read as ${kind.subtype}.`);
}
