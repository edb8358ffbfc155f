import { READ, WRITE } from '../auth/roles.ts';
import { badRequest } from '../http/errors.ts';
import { type Method, type Route, route } from '../http/route.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
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
 * Routes with which the real APIs call each other for a user. The sandbox is one process and does not need them: they
 * reject every request, as the real ones reject requests without a user context.
 */
export function createProxyRoutes(_: SandboxState, kind: Kind, path: (action: string) => string): Route[] {
  const byService = kind.writers === 'data-store-api' || kind.writers === 'prov-api';
  const proxies = [FETCH, ...(byService ? WRITES : []), ...(byService && kind.hasVersions ? [VERSION] : [])];
  return proxies.map(({ action, method, roles }) =>
    route(method, path(`proxy/${action}`), {
      roles,
      unlisted: true,
      handle: () => {
        throw badRequest('The header X-User-Context is missing, or does not come from this deployment.');
      },
    }),
  );
}
