import { badRequest, unauthorised } from '../http/refusal.ts';
import type { World } from '../world.ts';
import { type Actor, ADMIN_ROLES, hasAnyRole, READ_ROLES } from './access.ts';
import type { Kind } from './kinds.ts';
import type { LockInformation } from './models/item.ts';
import { getItem, getItemRoles } from './permission.ts';

/** @throws Refusal 400 for an unknown id, an item of another kind, or a lock that is already so; 401 for who does not rule it */
export function setLock(
  world: World,
  kind: Kind,
  action: 'LOCK' | 'UNLOCK',
  id: string,
  reason: string,
  actor: Actor,
): void {
  const item = getItem(world, id);
  if (!hasAnyRole(getItemRoles(world, item, actor), ADMIN_ROLES))
    throw unauthorised('You are not authorised to lock this item.');
  if (item.item_subtype !== kind.subtype)
    throw badRequest(`The item ${id} is a ${item.item_subtype}, not a ${kind.subtype}.`);
  const locked = world.locks.get(id)?.locked ?? false;
  if (locked === (action === 'LOCK'))
    throw badRequest(`The item ${id} is ${locked ? 'locked' : 'not locked'} already.`);
  world.locks.setLocked(id, action, actor, reason);
}

/** The lock of an item of whatever kind. @throws Refusal 400 for an unknown id, 401 for who may not see the item */
export function getLock(world: World, id: string, actor: Actor): LockInformation {
  const item = getItem(world, id);
  if (!hasAnyRole(getItemRoles(world, item, actor), READ_ROLES))
    throw unauthorised("You are not authorised to see this item's lock history.");
  return world.locks.get(id) ?? { locked: false, history: [] };
}
