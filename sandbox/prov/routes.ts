import { ADMIN, READ, WRITE } from '../auth/roles.ts';
import { createCommonRoutes } from '../http/common-routes.ts';
import type { Route } from '../http/route.ts';
import { createSharedConfig, type SandboxState } from '../state/sandbox-state.ts';
import { createProvAdminRoutes } from './admin-routes.ts';
import { createCsvRoutes } from './csv-routes.ts';
import { createExploreRoutes } from './explore-routes.ts';
import { createModelRunRoutes } from './model-run-routes.ts';

/** The prov API: model runs, lineage, tables and reports. */
export function createProvRoutes(state: SandboxState): Route[] {
  return [
    ...createCommonRoutes({ read: READ, write: WRITE, admin: ADMIN }, () => createConfig(state)),
    ...createModelRunRoutes(state),
    ...createExploreRoutes(state),
    ...createCsvRoutes(state),
    ...createProvAdminRoutes(state),
  ];
}

function createConfig(state: SandboxState) {
  const { settings, endpoints } = state;
  return {
    ...createSharedConfig(state),
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
