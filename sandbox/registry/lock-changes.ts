import { badRequest, unauthorised } from '../http/refusal.ts';
import type { World } from '../world.ts';
import { type Actor, hasAny, RULES, SEES } from './access.ts';
import type { Kind } from './kinds.ts';
import type { LockInformation } from './models/item.ts';
import { knownItem, rolesOn } from './permission.ts';

/** @throws Refusal 400 for an unknown id, an item of another kind, or a lock that is already so; 401 for who does not rule it */
export function turnLock(
  world: World,
  kind: Kind,
  action: 'LOCK' | 'UNLOCK',
  id: string,
  reason: string,
  actor: Actor,
): void {
  const item = knownItem(world, id);
  if (!hasAny(rolesOn(world, item, actor), RULES))
    throw unauthorised('You are not authorised to lock this item.');
  if (item.item_subtype !== kind.subtype)
    throw badRequest(`The item ${id} is a ${item.item_subtype}, not a ${kind.subtype}.`);
  const locked = world.locks.get(id)?.locked ?? false;
  if (locked === (action === 'LOCK'))
    throw badRequest(`The item ${id} is ${locked ? 'locked' : 'not locked'} already.`);
  world.locks.turn(id, action, actor, reason);
}

/** The lock of an item of whatever kind. @throws Refusal 400 for an unknown id, 401 for who may not see the item */
export function lockOf(world: World, id: string, actor: Actor): LockInformation {
  const item = knownItem(world, id);
  if (!hasAny(rolesOn(world, item, actor), SEES))
    throw unauthorised("You are not authorised to see this item's lock history.");
  return world.locks.get(id) ?? { locked: false, history: [] };
}
