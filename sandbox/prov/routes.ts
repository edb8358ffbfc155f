import { ADMIN, READ, WRITE } from '../auth/roles.ts';
import { createCommonRoutes } from '../http/common-routes.ts';
import type { Route } from '../http/route.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createProvAdminRoutes } from './admin-routes.ts';
import { createCsvRoutes } from './csv-routes.ts';
import { createExploreRoutes } from './explore-routes.ts';
import { createModelRunRoutes } from './model-run-routes.ts';

/** The prov API: model runs, lineage, tables and reports. */
export function createProvRoutes(state: SandboxState): Route[] {
  return [
    ...createCommonRoutes(state, { read: READ, write: WRITE, admin: ADMIN }),
    ...createModelRunRoutes(state),
    ...createExploreRoutes(state),
    ...createCsvRoutes(state),
    ...createProvAdminRoutes(state),
  ];
}
