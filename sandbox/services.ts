import { createAuthRoutes } from './auth/routes.ts';
import { createDatastoreRoutes } from './datastore/routes.ts';
import type { ServiceName } from './faults/rules.ts';
import { createHandleRoutes } from './handles/routes.ts';
import type { Cors } from './http/cors.ts';
import type { Authenticate, Route } from './http/route.ts';
import { type RequestHandler, Service, type ServiceOptions } from './http/service.ts';
import { createJobRoutes } from './jobs/routes.ts';
import type { ReferenceCache } from './prov/references.ts';
import { createProvRoutes } from './prov/routes.ts';
import { createRegistryRoutes } from './registry/routes.ts';
import type { Indexer } from './search/indexer.ts';
import { createSearchRoutes } from './search/routes.ts';
import type { SandboxState } from './state/sandbox-state.ts';
import { HandlePages } from './web/handle-pages.ts';

type ApiName = Exclude<ServiceName, 'keycloak'>;
type ServiceRow = { title: string; routes: Route[]; cors?: Cors };

/** Dependencies of the APIs. */
export type ServiceParts = {
  state: SandboxState;
  referenceCache: ReferenceCache;
  indexer: Indexer;
  authenticate: Authenticate;
  onBug: ServiceOptions['onInternalError'];
  /** URL of the web page; empty until it is served. */
  webUrl(): string;
};

/** The seven APIs. */
export function createServices(parts: ServiceParts): Record<ApiName, RequestHandler> {
  const { state, referenceCache, indexer, authenticate, onBug, webUrl } = parts;
  const cors = createDevelopmentCors(state.settings.domain);
  const rows: Record<ApiName, ServiceRow> = {
    registry: { title: 'Registry API', routes: createRegistryRoutes(state), cors },
    datastore: { title: 'Data store API', routes: createDatastoreRoutes(state), cors },
    prov: {
      title: 'Prov API',
      routes: createProvRoutes(state, referenceCache),
      cors: state.settings.knownBugs ? ANY_ORIGIN : cors,
    },
    jobs: { title: 'Job API', routes: createJobRoutes(state), cors },
    auth: { title: 'Auth API', routes: createAuthRoutes(state), cors },
    search: { title: 'Search API', routes: createSearchRoutes(state, indexer), cors },
    handle: { title: 'Id service API', routes: createHandleRoutes(state) }, // no CORS at all
  };
  const service = (row: ServiceRow) => new Service({ ...row, authenticate, onInternalError: onBug });
  return {
    registry: service(rows.registry),
    datastore: service(rows.datastore),
    prov: service(rows.prov),
    jobs: service(rows.jobs),
    auth: service(rows.auth),
    search: service(rows.search),
    handle: new HandlePages(state, service(rows.handle), webUrl),
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
