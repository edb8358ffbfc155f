import type { Service } from '../endpoints.ts';

/**
 * What a route asks of the caller's token. `open`: none is needed; `token`: any valid one; `read`, `write`, `admin`: the
 * realm roles of its service; `sys-...`: those of the instance's administration instead.
 */
export type Access = 'open' | 'token' | Level | `sys-${Level}`;

type Level = 'read' | 'write' | 'admin';
const LEVELS: readonly string[] = ['read', 'write', 'admin'];

/** Stem of each service's realm roles. */
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

/** On the auth API each level stands alone; elsewhere a level needs those below it too: no role implies another. */
const INDEPENDENT_LEVELS: ReadonlySet<Service> = new Set(['auth']);

/** Realm roles, all of which a route of this service and access asks for. */
export function getRequiredRoles(service: Service, access: Access): string[] {
  const sys = access.startsWith('sys-');
  const level = LEVELS.indexOf(sys ? access.slice('sys-'.length) : access);
  if (level < 0) return [];
  const stem = sys ? 'sys-admin' : ROLE_PREFIX[service];
  return LEVELS.slice(INDEPENDENT_LEVELS.has(service) ? level : 0, level + 1).map(
    (name) => `${stem}-${name}`,
  );
}
