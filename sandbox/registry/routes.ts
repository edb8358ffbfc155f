import { ADMIN, READ, WRITE } from '../auth/roles.ts';
import { createCommonRoutes } from '../http/common-routes.ts';
import type { Route } from '../http/route.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createRegistryAdminRoutes } from './admin-routes.ts';
import { createGeneralRoutes } from './general-routes.ts';
import { createKindRoutes } from './kind-routes.ts';
import { KINDS } from './kinds.ts';

/** The registry API: the routes of each kind, of all kinds, and of administrators. */
export function createRegistryRoutes(state: SandboxState): Route[] {
  return [
    ...createCommonRoutes(state, { read: READ, write: WRITE, admin: ADMIN }),
    ...createGeneralRoutes(state),
    ...KINDS.flatMap((kind) => createKindRoutes(state, kind)),
    ...createRegistryAdminRoutes(state),
  ];
}
