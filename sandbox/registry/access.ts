import type { Groups } from '../auth/groups.ts';
import type { User } from '../http/route.ts';
import type { Database } from '../state/database.ts';
import { Documents } from './documents.ts';
import { getKind } from './kinds.ts';
import type { AccessSettings } from './models/item.ts';
import type { Subtype } from './models/subtypes.ts';

/** On whose behalf something is done. */
export type Actor = Pick<User, 'username' | 'email' | 'roles'>;

export const READ_ROLES = ['metadata-read', 'metadata-write', 'admin'];
export const EDIT_ROLES = ['metadata-write', 'admin'];
export const ADMIN_ROLES = ['admin'];

/** Who may do what with which item: the settings of each, and what they come to. */
export class AccessTable extends Documents<AccessSettings> {
  readonly #groups: Groups;

  constructor(db: Database, groups: Groups) {
    super(db, 'access');
    this.#groups = groups;
  }

  /** What a user may do with an item. Groups are looked up once when the caller keeps the result of `groupsOf`. */
  getRoles(
    settings: AccessSettings,
    subtype: Subtype,
    actor: Actor,
    groupIds = this.#groups.idsOf(actor.username),
  ): string[] {
    const available = getKind(subtype).roles;
    if (actor.roles.includes('entity-registry-admin') || settings.owner === actor.username)
      return [...available];
    const granted = new Set(settings.general);
    for (const [group, roles] of Object.entries(settings.groups)) {
      if (groupIds.has(group)) for (const role of roles) granted.add(role);
    }
    return available.filter((role) => granted.has(role));
  }

  getGroups(actor: Actor): Set<string> {
    return this.#groups.idsOf(actor.username);
  }
}

/** Whether at least one of the needed roles is there. */
export function hasAnyRole(roles: string[], needed: string[]): boolean {
  return roles.some((role) => needed.includes(role));
}
