import { badRequest, unauthorised } from '../http/refusal.ts';
import { type Method, type Route, route, type User } from '../http/route.ts';
import { READ, WRITE } from '../roles.ts';
import type { World } from '../world.ts';
import type { Kind } from './kinds.ts';

type Proxy = { action: string; method: Method; roles: string[] };

const FETCH: Proxy = { action: 'fetch', method: 'GET', roles: READ };
const WRITES: Proxy[] = [
  { action: 'seed', method: 'POST', roles: WRITE },
  { action: 'update', method: 'PUT', roles: WRITE },
  { action: 'revert', method: 'PUT', roles: WRITE },
  { action: 'create', method: 'POST', roles: WRITE },
];
const VERSION: Proxy = { action: 'version', method: 'POST', roles: WRITE };

/**
 * Routes by which the real APIs call each other on behalf of a user. The sandbox is one process and does not need them: they
 * refuse users, as the real ones do, and services too, for there is no user context to give them.
 */
export function proxyRoutes(_: World, kind: Kind, path: (action: string) => string): Route[] {
  const byService = kind.writers === 'data-store-api' || kind.writers === 'prov-api';
  const proxies = [FETCH, ...(byService ? WRITES : []), ...(byService && kind.versioned ? [VERSION] : [])];
  return proxies.map(({ action, method, roles }) => {
    const services = action === 'fetch' ? ['data-store-api', 'prov-api'] : [kind.writers];
    return route(method, path(`proxy/${action}`), {
      roles,
      unlisted: true,
      answer: ({ user }) => refuse(user, services),
    });
  });
}

export function refuse(user: User, services: string[]): never {
  const isService = services.some((role) => user.roles.includes(role));
  if (!isService) throw unauthorised('Only other services of this deployment may call this route.');
  throw badRequest('The header X-User-Context is missing or was not made by this deployment.');
}
