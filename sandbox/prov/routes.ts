import { adminRoutes, checkAccessRoutes, healthRoute } from '../http/common-routes.ts';
import type { Route } from '../http/route.ts';
import { ADMIN, READ, WRITE } from '../roles.ts';
import type { World } from '../world.ts';
import { provAdminRoutes } from './admin-routes.ts';
import { csvRoutes } from './csv-routes.ts';
import { exploreRoutes } from './explore-routes.ts';
import { modelRunRoutes } from './model-run-routes.ts';
import type { ReferenceMemo } from './references.ts';

/** The prov API: model runs, lineage, sheets and reports. */
export function provRoutes(world: World, memo: ReferenceMemo): Route[] {
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

function config({ settings, endpoints }: World) {
  const optional = true as const;
  return {
    keycloak_endpoint: { value: endpoints.keycloak },
    domain_base: { value: settings.domain },
    stage: { value: 'DEV' },
    test_mode: { value: 'False', optional },
    git_commit_id: { value: 'sandbox', optional },
    monitoring_enabled: { value: 'False', optional },
    service_account_secret_arn: { value: 'sandbox/prov-api' },
    registry_api_endpoint: { value: endpoints.registry },
    neo4j_host: { value: '127.0.0.1' },
    neo4j_port: { value: '7687' },
    job_api_endpoint: { value: endpoints.jobs },
    user_key_id: { value: 'sandbox/user-context' },
    user_key_region: { value: settings.region },
    user_context_header: { value: 'X-User-Context' },
  };
}
