import { createAdminRoutes, createHealthRoute } from '../http/common-routes.ts';
import { openRoute, type Route, route } from '../http/route.ts';
import { createSuccessStatus } from '../http/status.ts';
import { createSharedConfig, type SandboxState } from '../state/sandbox-state.ts';
import { createAccessControlRoutes } from './access-control-routes.ts';
import { createGroupRoutes } from './group-routes.ts';
import { createLinkRoutes } from './link-routes.ts';
import { ANY_USER, AUTH_ADMIN } from './roles.ts';

/** The auth API: access requests, groups, and the link between users and people. */
export function createAuthRoutes(state: SandboxState): Route[] {
  return [
    createHealthRoute(),
    openRoute('GET', '/check-access/public', {}, () => createSuccessStatus('This route is public.')),
    route('GET', '/check-access/general', { roles: ANY_USER }, ({ user }) => user),
    ...createAccessControlRoutes(state),
    ...createGroupRoutes(state),
    ...createLinkRoutes(state),
    ...createAdminRoutes(() => createConfig(state), AUTH_ADMIN),
  ];
}

function createConfig(state: SandboxState) {
  const { endpoints } = state;
  return {
    ...createSharedConfig(state),
    service_account_secret_arn: 'sandbox/auth-api',
    job_api_endpoint: endpoints.jobs,
    access_request_email_address: 'administrators@example.org',
    registry_api_endpoint: endpoints.registry,
    access_request_table_name: 'access_requests',
    user_groups_table_name: 'user_groups',
    username_person_link_table_name: 'links',
    username_person_link_table_person_index_name: 'links_by_person',
  };
}
