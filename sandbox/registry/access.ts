import type { Groups } from '../auth/groups.ts';
import type { User } from '../http/route.ts';
import type { Database } from '../state/database.ts';
import { Documents } from './documents.ts';
import { getKind } from './kinds.ts';
import type { AccessSettings } from './models/item.ts';
import type { Subtype } from './models/subtypes.ts';

/** The user who performs an action. */
export type Actor = Pick<User, 'username' | 'email' | 'roles'>;

export const READ_ROLES = ['metadata-read', 'metadata-write', 'admin'];
export const EDIT_ROLES = ['metadata-write', 'admin'];
export const ADMIN_ROLES = ['admin'];

/** The access settings of all items, and the roles that follow from them. */
export class AccessTable extends Documents<AccessSettings> {
  readonly #groups: Groups;

  constructor(db: Database, groups: Groups) {
    super(db, 'access');
    this.#groups = groups;
  }

  /** The roles of a user for an item with these settings. */
  getRoles(settings: AccessSettings, subtype: Subtype, actor: Actor): string[] {
    const available = getKind(subtype).roles;
    if (actor.roles.includes('entity-registry-admin') || settings.owner === actor.username)
      return [...available];
    const groupIds = this.#groups.listIdsOfUser(actor.username);
    const granted = new Set(settings.general);
    for (const [group, roles] of Object.entries(settings.groups)) {
      if (groupIds.has(group)) for (const role of roles) granted.add(role);
    }
    return available.filter((role) => granted.has(role));
  }
}

/** Whether at least one of the required roles is granted. */
export function hasAnyRole(roles: string[], needed: string[]): boolean {
  return roles.some((role) => needed.includes(role));
}
