import { badRequest, serverError, unauthorised } from '../http/refusal.ts';
import type { World } from '../world.ts';
import { type Actor, hasAnyRole } from './access.ts';
import type { Kind } from './kinds.ts';
import type { StoredItem } from './models/item.ts';

/** The person that a writer of this kind must be linked to; undefined when the kind asks for none. @throws Refusal 400 */
export function getRequiredPerson(world: World, kind: Kind, actor: Actor): string | undefined {
  return kind.requiresLinkedPerson ? getLinkedPerson(world, actor.username) : undefined;
}

/** @throws Refusal 400 when the user is linked to nobody */
export function getLinkedPerson(world: World, username: string): string {
  const person = world.links.personOf(username);
  if (person === undefined) {
    throw badRequest(`The user ${username} is not linked to a registered person, which this action needs.`);
  }
  return person;
}

/** What the actor may do with an item. @throws Refusal 400 when nobody knows who may */
export function getItemRoles(world: World, item: StoredItem, actor: Actor): string[] {
  const settings = world.access.get(item.id);
  if (!settings) throw badRequest(`The item ${item.id} has no access settings.`);
  return world.access.getRoles(settings, item.item_subtype, actor);
}

/** @throws Refusal 401 when the actor has none of the needed item roles */
export function assertItemRole(
  world: World,
  item: StoredItem,
  actor: Actor,
  needed: string[],
  what: string,
): string[] {
  const roles = getItemRoles(world, item, actor);
  if (!hasAnyRole(roles, needed)) throw unauthorised(`You are not authorised to ${what} this item.`);
  return roles;
}

/** @throws Refusal 400 for an unknown id, 401 when the item is locked */
export function assertUnlocked(world: World, id: string): void {
  const lock = world.locks.get(id);
  if (!lock) throw badRequest(`There is no item with the id ${id}.`);
  if (lock.locked) throw unauthorised('The item is locked: it cannot be changed until somebody unlocks it.');
}

/** The record with an id. @throws Refusal 400 for an unknown id */
export function getItem(world: World, id: string): StoredItem {
  const item = world.items.get(id);
  if (!item) throw badRequest(`There is no item with the id ${id}.`);
  return item;
}

/** The writer's address, without which nothing is made. @throws Refusal 400 */
export function assertEmail(actor: Actor): void {
  if (actor.email === null) throw badRequest('Your token has no email address, which making an item needs.');
}

export function createWrongKindError(kind: Kind, id: string) {
  return serverError(`The item ${id} cannot be read as ${kind.subtype}.`);
}
