import { adminRoutes, checkAccessRoutes, healthRoute } from '../http/common-routes.ts';
import type { Route } from '../http/route.ts';
import { ADMIN, READ, WRITE } from '../roles.ts';
import type { World } from '../world.ts';
import { registryAdminRoutes } from './admin-routes.ts';
import { generalRoutes } from './general-routes.ts';
import { kindRoutes } from './kind-routes.ts';
import { KINDS } from './kinds.ts';

/** The registry API: the routes of each kind, those over all kinds, and administration. */
export function registryRoutes(world: World): Route[] {
  return [
    healthRoute(),
    ...checkAccessRoutes({ read: READ, write: WRITE, admin: ADMIN }),
    ...generalRoutes(world),
    ...KINDS.flatMap((kind) => kindRoutes(world, kind)),
    ...registryAdminRoutes(world),
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
    registry_table_name: { value: 'items' },
    auth_table_name: { value: 'access' },
    lock_table_name: { value: 'locks' },
    auth_api_endpoint: { value: endpoints.auth },
    job_api_endpoint: { value: endpoints.jobs },
    handle_api_endpoint: { value: endpoints.handle },
    service_account_secret_arn: { value: 'sandbox/registry-api' },
    user_key_id: { value: 'sandbox/user-context' },
    user_key_region: { value: settings.region },
    user_context_header: { value: 'X-User-Context' },
  };
}
