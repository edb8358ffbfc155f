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

/**
 * On the auth API, each level is independent. On other services, a level also needs the lower ones: no role implies
 * another.
 */
const INDEPENDENT_LEVELS: ReadonlySet<Service> = new Set(['auth']);

/** Realm roles that a route of this service and access requires, all of them. */
export function getRequiredRoles(service: Service, access: Access): string[] {
  const sys = access.startsWith('sys-');
  const level = LEVELS.indexOf(sys ? access.slice('sys-'.length) : access);
  if (level < 0) return [];
  const prefix = sys ? 'sys-admin' : ROLE_PREFIX[service];
  return LEVELS.slice(INDEPENDENT_LEVELS.has(service) ? level : 0, level + 1).map(
    (name) => `${prefix}-${name}`,
  );
}
