import type { Service } from '../services.ts';

/**
 * Access that a route requires of the token. `open`: none; `token`: any valid token; `read`, `write`, `admin`: the
 * realm roles of its service; `sys-...`: the roles of the instance's administrators.
 */
export type Access = 'open' | 'token' | Level | `sys-${Level}`;

type Level = 'read' | 'write' | 'admin';
const LEVELS: readonly string[] = ['read', 'write', 'admin'];

/** Prefix of the realm roles of each service. */
const ROLE_PREFIX: Readonly<Record<Service, string>> = {
  registry: 'entity-registry',
  datastore: 'entity-registry',
  prov: 'entity-registry',
  search: 'entity-registry',
  handle: 'handle',
  jobs: 'job-service',
  auth: 'sys-admin',
  keycloak: '',
};

/** Realm roles that a route of this service and access requires, all of them. */
export function getRequiredRoles(service: Service, access: Access): string[] {
  const isSys = access.startsWith('sys-');
  const level = LEVELS.indexOf(isSys ? access.slice('sys-'.length) : access);
  if (level < 0) return [];
  const prefix = isSys ? 'sys-admin' : ROLE_PREFIX[service];
  // On the auth API, each level is independent. On other services, a level also needs the lower ones: no role implies another.
  const lowest = service === 'auth' ? level : 0;
  return LEVELS.slice(lowest, level + 1).map((name) => `${prefix}-${name}`);
}
