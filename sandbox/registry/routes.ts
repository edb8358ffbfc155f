import { ADMIN, READ, WRITE } from '../auth/roles.ts';
import { createCommonRoutes } from '../http/common-routes.ts';
import type { Route } from '../http/route.ts';
import { createSharedConfig, type SandboxState } from '../state/sandbox-state.ts';
import { createRegistryAdminRoutes } from './admin-routes.ts';
import { createGeneralRoutes } from './general-routes.ts';
import { createKindRoutes } from './kind-routes.ts';
import { KINDS } from './kinds.ts';

/** The registry API: the routes of each kind, of all kinds, and of administrators. */
export function createRegistryRoutes(state: SandboxState): Route[] {
  return [
    ...createCommonRoutes({ read: READ, write: WRITE, admin: ADMIN }, () => createConfig(state)),
    ...createGeneralRoutes(state),
    ...KINDS.flatMap((kind) => createKindRoutes(state, kind)),
    ...createRegistryAdminRoutes(state),
  ];
}

function createConfig(state: SandboxState) {
  const { settings, endpoints } = state;
  return {
    ...createSharedConfig(state),
    registry_table_name: 'items',
    auth_table_name: 'access',
    lock_table_name: 'locks',
    auth_api_endpoint: endpoints.auth,
    job_api_endpoint: endpoints.jobs,
    handle_api_endpoint: endpoints.handle,
    service_account_secret_arn: 'sandbox/registry-api',
    user_key_id: 'sandbox/user-context',
    user_key_region: settings.region,
    user_context_header: 'X-User-Context',
  };
}
