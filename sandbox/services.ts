import { authRoutes } from './auth/routes.ts';
import { datastoreRoutes } from './datastore/routes.ts';
import { handleRoutes } from './handles/routes.ts';
import type { Cors } from './http/cors.ts';
import type { Authenticate, Route } from './http/route.ts';
import { type Answering, Service, type ServiceOptions } from './http/service.ts';
import { jobRoutes } from './jobs/routes.ts';
import type { ServiceName } from './misbehaviour/rules.ts';
import type { ReferenceCache } from './prov/references.ts';
import { provRoutes } from './prov/routes.ts';
import { registryRoutes } from './registry/routes.ts';
import type { Indexer } from './search/indexer.ts';
import { searchRoutes } from './search/routes.ts';
import { HandlePages } from './web/handle-pages.ts';
import type { World } from './world.ts';

type ApiName = Exclude<ServiceName, 'keycloak'>;
type Row = { title: string; routes: Route[]; cors?: Cors };

/** What each API gets beside the world. */
export type Parts = {
  world: World;
  memo: ReferenceCache;
  indexer: Indexer;
  authenticate: Authenticate;
  onBug: ServiceOptions['onBug'];
  /** Where the web page is served, once it is. */
  webUrl(): string;
};

/** The seven APIs. */
export function services(parts: Parts): Record<ApiName, Answering> {
  const { world, memo, indexer, authenticate, onBug, webUrl } = parts;
  const cors = developmentOrigins(world.settings.domain);
  const rows: Record<ApiName, Row> = {
    registry: { title: 'Registry API', routes: registryRoutes(world), cors },
    datastore: { title: 'Data store API', routes: datastoreRoutes(world), cors },
    prov: {
      title: 'Prov API',
      routes: provRoutes(world, memo),
      cors: world.settings.fixed ? cors : EVERY_ORIGIN,
    },
    jobs: { title: 'Job API', routes: jobRoutes(world), cors },
    auth: { title: 'Auth API', routes: authRoutes(world), cors },
    search: { title: 'Search API', routes: searchRoutes(world, indexer), cors },
    handle: { title: 'Id service API', routes: handleRoutes(world) }, // no CORS at all
  };
  const service = (row: Row) => new Service({ ...row, authenticate, onBug });
  return {
    registry: service(rows.registry),
    datastore: service(rows.datastore),
    prov: service(rows.prov),
    jobs: service(rows.jobs),
    auth: service(rows.auth),
    search: service(rows.search),
    handle: new HandlePages(world, service(rows.handle), webUrl),
  };
}

/** Origins that a development deployment allows: its own pages, and any port of localhost. */
function developmentOrigins(domain: string): Cors {
  const escaped = domain.replaceAll('.', '\\.');
  const own = new RegExp(`^(https://(.*\\.)?${escaped}|https?://localhost:\\d+)$`);
  return { allows: (origin) => own.test(origin) };
}

/** The prov API of a development deployment answers any origin with itself. */
const EVERY_ORIGIN: Cors = { allows: () => true };
