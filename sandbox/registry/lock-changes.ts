import { badRequest } from '../http/errors.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { Kind } from './kinds.ts';
import type { LockInformation } from './models/item.ts';
import { type Actor, ADMIN_ROLES, assertItemRole, assertKind, getItem, READ_ROLES } from './permission.ts';

const UNLOCKED: LockInformation = { locked: false, history: [] };

export type LockChange = { action: 'LOCK' | 'UNLOCK'; id: string; reason: string };

/**
 * @throws HttpError (400) for an unknown id, an item of another kind, or a lock that has this state; 401 without the
 * role admin of the item
 */
export function setLock(
  state: SandboxState,
  kind: Kind,
  { action, id, reason }: LockChange,
  actor: Actor,
): void {
  const item = getItem(state, id);
  assertItemRole(state, item, actor, { needed: ADMIN_ROLES, work: 'lock' });
  assertKind(item, kind);
  const { locked, history } = state.locks.get(id) ?? UNLOCKED;
  if (locked === (action === 'LOCK'))
    throw badRequest(`The item ${id} is already ${locked ? 'locked' : 'unlocked'}.`);
  const { username, email } = actor;
  const event = { action_type: action, username, email, reason, timestamp: state.clock.seconds() };
  state.locks.put(id, { locked: !locked, history: [...history, event] });
}

/** The lock of an item of any kind. @throws HttpError (400) for an unknown id, 401 without access */
export function getLock(state: SandboxState, id: string, actor: Actor): LockInformation {
  assertItemRole(state, getItem(state, id), actor, { needed: READ_ROLES, work: 'see the lock history of' });
  return state.locks.get(id) ?? UNLOCKED;
}
