import { sharedConfig } from '../api-config.ts';
import { adminRoutes, checkAccessRoutes, healthRoute } from '../http/common-routes.ts';
import type { Route } from '../http/route.ts';
import { ADMIN, READ, WRITE } from '../roles.ts';
import type { World } from '../world.ts';
import { provAdminRoutes } from './admin-routes.ts';
import { csvRoutes } from './csv-routes.ts';
import { exploreRoutes } from './explore-routes.ts';
import { modelRunRoutes } from './model-run-routes.ts';
import type { ReferenceCache } from './references.ts';

/** The prov API: model runs, lineage, sheets and reports. */
export function provRoutes(world: World, memo: ReferenceCache): Route[] {
  return [
    healthRoute(),
    ...checkAccessRoutes({ read: READ, write: WRITE, admin: ADMIN }),
    ...modelRunRoutes(world, memo),
    ...exploreRoutes(world),
    ...csvRoutes(world, memo),
    ...provAdminRoutes(world, memo),
    ...adminRoutes(() => config(world), ADMIN),
  ];
}

function config(world: World) {
  const { settings, endpoints } = world;
  return {
    ...sharedConfig(world),
    service_account_secret_arn: 'sandbox/prov-api',
    registry_api_endpoint: endpoints.registry,
    neo4j_host: '127.0.0.1',
    neo4j_port: '7687',
    job_api_endpoint: endpoints.jobs,
    user_key_id: 'sandbox/user-context',
    user_key_region: settings.region,
    user_context_header: 'X-User-Context',
  };
}
