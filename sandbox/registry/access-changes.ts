import { badRequest } from '../http/errors.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { Kind } from './kinds.ts';
import type { AccessSettings, LockInformation } from './models/item.ts';
import {
  type Actor,
  ADMIN_ROLES,
  assertItemRole,
  assertKind,
  getAccessEntry,
  getItem,
  getLockEntry,
  READ_ROLES,
} from './permission.ts';

function role(role_name: string, role_display_name: string, description: string, ...also_grants: string[]) {
  return { role_display_name, role_name, description, also_grants };
}

/** The item roles, in the order of the server. */
const ITEM_ROLES = [
  role('metadata-read', 'Metadata Read', 'See the item and its metadata.'),
  role('metadata-write', 'Metadata Write', 'Change the metadata.', 'metadata-read'),
  role(
    'admin',
    'Admin',
    'Everything, access settings included.',
    'metadata-read',
    'metadata-write',
    'dataset-data-read',
    'dataset-data-write',
  ),
  role('dataset-data-read', 'Dataset Data Read', 'Read the files.', 'metadata-read'),
  role(
    'dataset-data-write',
    'Dataset Data Write',
    'Write the files.',
    'metadata-read',
    'metadata-write',
    'dataset-data-read',
  ),
];

/** The item roles of a kind. The server returns `also_grants` but does not apply it. */
export function describeRoles({ roles }: Kind) {
  return ITEM_ROLES.filter(({ role_name }) => roles.includes(role_name));
}

/** @throws HttpError (400) for an unknown id or an item of another kind, 401 without the role admin of it */
export function getAccessSettings(state: SandboxState, kind: Kind, id: string, actor: Actor): AccessSettings {
  const item = getItem(state, id);
  assertItemRole(state, item, actor, { needed: ADMIN_ROLES, work: 'see the access settings of' });
  assertKind(item, kind);
  return getAccessEntry(state, id);
}

/**
 * Replaces all access settings.
 * @throws HttpError as `getAccessSettings`, and 400 for another owner or a role that the kind does not have
 */
export function changeAccess(
  state: SandboxState,
  kind: Kind,
  { id, settings }: { id: string; settings: AccessSettings },
  actor: Actor,
): void {
  const { owner } = getAccessSettings(state, kind, id, actor);
  if (settings.owner !== owner) throw badRequest('The owner of an item cannot be changed.');
  const granted = [settings.general, ...Object.values(settings.groups)].flat();
  const unknown = granted.find((role) => !kind.roles.includes(role));
  if (unknown !== undefined) {
    throw badRequest(
      `"${unknown}" is not a role of ${kind.subtype}. Its roles are ${kind.roles.join(', ')}.`,
    );
  }
  state.access.put(id, settings);
}

type LockChange = { action: 'LOCK' | 'UNLOCK'; id: string; reason: string };

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
  const { locked, history } = getLockEntry(state, id);
  if (locked === (action === 'LOCK'))
    throw badRequest(`The item ${id} is already ${locked ? 'locked' : 'unlocked'}.`);
  const { username, email } = actor;
  const event = { action_type: action, username, email, reason, timestamp: state.clock.seconds() };
  state.locks.put(id, { locked: !locked, history: [...history, event] });
}

/** The lock of an item of any kind. @throws HttpError (400) for an unknown id, 401 without access */
export function getLock(state: SandboxState, id: string, actor: Actor): LockInformation {
  assertItemRole(state, getItem(state, id), actor, { needed: READ_ROLES, work: 'see the lock history of' });
  return getLockEntry(state, id);
}
