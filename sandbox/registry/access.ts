import type { User } from '../http/route.ts';

/** The user who performs an action. */
export type Actor = Pick<User, 'username' | 'email' | 'roles'>;

export const READ_ROLES = ['metadata-read', 'metadata-write', 'admin'];
export const EDIT_ROLES = ['metadata-write', 'admin'];
export const ADMIN_ROLES = ['admin'];

/** Whether at least one of the required roles is granted. */
export function hasAnyRole(roles: string[], needed: string[]): boolean {
  return roles.some((role) => needed.includes(role));
}
