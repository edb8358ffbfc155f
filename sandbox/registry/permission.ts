import { isMember } from '../auth/groups.ts';
import { findPersonId } from '../auth/links.ts';
import { badRequest, serverError, unauthorized } from '../http/errors.ts';
import type { User } from '../http/route.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { getKind, type Kind } from './kinds.ts';
import type { AccessSettings, LockInformation, StoredItem } from './models/item.ts';

/** The user who performs an action. */
export type Actor = Pick<User, 'username' | 'email' | 'roles'>;

export const READ_ROLES = ['metadata-read', 'metadata-write', 'admin'];
export const EDIT_ROLES = ['metadata-write', 'admin'];
export const ADMIN_ROLES = ['admin'];

/** Whether at least one of the required roles is granted. */
export function hasAnyRole(roles: string[], needed: string[]): boolean {
  return roles.some((role) => needed.includes(role));
}

/** The person to whom the writer is linked; undefined if the kind requires none. @throws HttpError (400) without a link */
export function getPersonIfRequired(state: SandboxState, kind: Kind, actor: Actor): string | undefined {
  return kind.requiresLinkedPerson ? getLinkedPerson(state, actor.username) : undefined;
}

/** @throws HttpError (400) if the user is not linked to a person */
export function getLinkedPerson(state: SandboxState, username: string): string {
  const person = findPersonId(state, username);
  if (person === undefined) {
    throw badRequest(
      `The user ${username} is not linked to a registered person, which is required for this action.`,
    );
  }
  return person;
}

/** @throws HttpError (500) for an item without access settings, which only an import can create */
export function getAccessEntry(state: SandboxState, id: string): AccessSettings {
  const settings = state.access.get(id);
  if (!settings) throw serverError(`The item ${id} has no access settings.`);
  return settings;
}

/** The roles of the actor for an item. @throws as `getAccessEntry`, except for administrators */
export function getItemRoles(state: SandboxState, item: StoredItem, actor: Actor): string[] {
  const available = getKind(item.item_subtype).roles;
  if (actor.roles.includes('entity-registry-admin')) return [...available];
  const settings = getAccessEntry(state, item.id);
  if (settings.owner === actor.username) return [...available];
  const ofGroups = Object.entries(settings.groups).flatMap(([id, roles]) => {
    const group = id === '' ? undefined : state.groups.find(id);
    return group && isMember(group, actor.username) ? roles : [];
  });
  const granted = new Set([...settings.general, ...ofGroups]);
  return available.filter((role) => granted.has(role));
}

/** @throws HttpError (401) if the actor has none of the required item roles */
export function assertItemRole(
  state: SandboxState,
  item: StoredItem,
  actor: Actor,
  { needed, work }: { needed: string[]; work: string },
): string[] {
  const roles = getItemRoles(state, item, actor);
  if (!hasAnyRole(roles, needed)) throw unauthorized(`You are not authorized to ${work} this item.`);
  return roles;
}

/** @throws HttpError (400) for an unknown id or an item without a lock entry, which only an import can create */
export function getLockEntry(state: SandboxState, id: string): LockInformation {
  const lock = state.locks.get(id);
  if (!lock) throw badRequest(`There is no lock of an item with the id ${id}.`);
  return lock;
}

/** @throws HttpError (400) as `getLockEntry`, 401 if the item is locked */
export function assertUnlocked(state: SandboxState, id: string): void {
  if (getLockEntry(state, id).locked) throw unauthorized('The item is locked and cannot be changed.');
}

/** @returns the item with this id. @throws HttpError (400) for an unknown id */
export function getItem(state: SandboxState, id: string): StoredItem {
  const item = state.items.get(id);
  if (!item) throw badRequest(`There is no item with the id ${id}.`);
  return item;
}

/** @throws HttpError (400) for an item of another kind */
export function assertKind({ id, item_subtype }: StoredItem, { subtype }: Kind): void {
  if (item_subtype !== subtype) throw badRequest(`The item ${id} is a ${item_subtype}, not a ${subtype}.`);
}

/** Asserts that the writer has an email address. @throws HttpError (400) without one */
export function assertEmail(actor: Actor): void {
  if (actor.email === null)
    throw badRequest('Your token has no email address, which is required to create an item.');
}

export function createWrongKindError(kind: Kind, id: string) {
  return serverError(`The item ${id} is not a ${kind.subtype}.`);
}
