import { badRequest } from '../http/errors.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type Actor, ADMIN_ROLES } from './access.ts';
import type { Kind } from './kinds.ts';
import type { AccessSettings } from './models/item.ts';
import { assertItemRole, assertKind, getItem } from './permission.ts';

/** Names and descriptions of the item roles. */
const ROLE_DESCRIPTIONS: Record<string, { display: string; description: string; alsoGrants: string[] }> = {
  'metadata-read': {
    display: 'Metadata Read',
    description: 'See the item and its metadata.',
    alsoGrants: [],
  },
  'metadata-write': {
    display: 'Metadata Write',
    description: 'Change the metadata.',
    alsoGrants: ['metadata-read'],
  },
  'dataset-data-read': {
    display: 'Dataset Data Read',
    description: 'Read the files.',
    alsoGrants: ['metadata-read'],
  },
  'dataset-data-write': {
    display: 'Dataset Data Write',
    description: 'Write the files.',
    alsoGrants: ['metadata-read', 'metadata-write', 'dataset-data-read'],
  },
  admin: {
    display: 'Admin',
    description: 'Everything, access settings included.',
    alsoGrants: ['metadata-read', 'metadata-write', 'dataset-data-read', 'dataset-data-write'],
  },
};

/** The item roles of a kind. The server returns `also_grants` but does not apply it. */
export function describeRoles(kind: Kind) {
  return kind.roles.map((role) => ({
    role_display_name: ROLE_DESCRIPTIONS[role]?.display ?? role,
    role_name: role,
    description: ROLE_DESCRIPTIONS[role]?.description ?? role,
    also_grants: ROLE_DESCRIPTIONS[role]?.alsoGrants ?? [],
  }));
}

/** @throws HttpError (400) for an unknown id or an item of another kind, 401 without the role admin of it */
export function getAccessSettings(state: SandboxState, kind: Kind, id: string, actor: Actor): AccessSettings {
  const item = getItem(state, id);
  assertItemRole(state, item, actor, { needed: ADMIN_ROLES, work: 'see the access settings of' });
  assertKind(item, kind);
  return state.access.get(id) ?? { owner: item.owner_username, general: [], groups: {} };
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
