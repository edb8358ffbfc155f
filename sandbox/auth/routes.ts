import { createAdminRoutes, createHealthRoute } from '../http/common-routes.ts';
import { openRoute, type Route, route } from '../http/route.ts';
import { createSuccessStatus } from '../http/status.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
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
    ...createAdminRoutes(state, AUTH_ADMIN),
  ];
}
