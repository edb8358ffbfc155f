import { READ, WRITE } from '../auth/roles.ts';
import { badRequest } from '../http/errors.ts';
import { type Method, route } from '../http/route.ts';
import type { RouteFamily } from './kind-access-routes.ts';

/** Routes of the kinds that another API writes, in addition to `fetch`; `version` is only for kinds with versions. */
const WRITES = [
  ['POST', 'seed'],
  ['PUT', 'update'],
  ['PUT', 'revert'],
  ['POST', 'create'],
  ['POST', 'version'],
] as const;

/**
 * Routes with which the real APIs call each other for a user. The sandbox is one process and does not need them: they
 * reject every request, as the real ones reject requests without a user context.
 */
export const createProxyRoutes: RouteFamily = (_, kind, path) => {
  const isWrittenByApi = kind.writers === 'data-store-api' || kind.writers === 'prov-api';
  const writes = isWrittenByApi
    ? WRITES.filter(([, action]) => action !== 'version' || kind.hasVersions)
    : [];
  const reject = (method: Method, action: string, roles: string[]) =>
    route(method, path(`proxy/${action}`), { roles, unlisted: true }, () => {
      throw badRequest('The header X-User-Context is missing, or does not come from this deployment.');
    });
  return [reject('GET', 'fetch', READ), ...writes.map(([method, action]) => reject(method, action, WRITE))];
};
