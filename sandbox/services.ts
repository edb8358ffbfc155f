import { createAuthRoutes } from './auth/routes.ts';
import { createDatastoreRoutes } from './datastore/routes.ts';
import { createHandleRoutes } from './handles/routes.ts';
import type { Cors } from './http/cors.ts';
import type { Authenticate, Route } from './http/route.ts';
import { Service } from './http/service.ts';
import { createJobRoutes } from './jobs/routes.ts';
import { createProvRoutes } from './prov/routes.ts';
import { createRegistryRoutes } from './registry/routes.ts';
import { createSearchRoutes } from './search/routes.ts';
import type { SandboxState } from './state/sandbox-state.ts';
import { HandlePages } from './web/handle-pages.ts';

/** The seven APIs. */
export function createServices(state: SandboxState, authenticate: Authenticate) {
  const create = (title: string, routes: Route[], cors?: Cors) =>
    new Service({ title, routes, authenticate, ...(cors ? { cors } : {}) });
  const cors = createDevelopmentCors(state.settings.domain);
  const provCors = state.settings.knownBugs ? ANY_ORIGIN : cors;
  return {
    registry: create('Registry API', createRegistryRoutes(state), cors),
    datastore: create('Data store API', createDatastoreRoutes(state), cors),
    prov: create('Prov API', createProvRoutes(state), provCors),
    jobs: create('Job API', createJobRoutes(state), cors),
    auth: create('Auth API', createAuthRoutes(state), cors),
    search: create('Search API', createSearchRoutes(state), cors),
    handle: new HandlePages(state, create('Id service API', createHandleRoutes(state))), // no CORS at all
  };
}

/** Origins that a development deployment allows: its own pages, and any port of localhost. */
function createDevelopmentCors(domain: string): Cors {
  const escaped = domain.replaceAll('.', '\\.');
  const pattern = new RegExp(`^(https://(.*\\.)?${escaped}|https?://localhost:\\d+)$`);
  return { allows: (origin) => pattern.test(origin) };
}

/** The prov API of a development deployment allows every origin. */
const ANY_ORIGIN: Cors = { allows: () => true };
