import { ADMIN } from '../auth/roles.ts';
import { serverError } from '../http/errors.ts';
import { type Route, route } from '../http/route.ts';
import { createSuccessStatus } from '../http/status.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createBundle, importBundles } from './bundles.ts';
import { restoreGraph } from './graph-restore.ts';
import { GraphRestoreRequest, RegistryImportRequest, RegistryRestoreRequest } from './models/requests.ts';

/** The tables in use, which cannot be restored from themselves. */
const TABLES = { resource_table_name: 'items', auth_table_name: 'access', lock_table_name: 'locks' };

/** Routes of administrators: export, import, and restoring the graph from the registry. */
export function createRegistryAdminRoutes(state: SandboxState): Route[] {
  return [
    route('GET', '/admin/export', { roles: ADMIN }, () => ({
      status: createSuccessStatus('Exported.'),
      items: [...state.items.all()].map((item) => createBundle(state, item)),
    })),
    route('POST', '/admin/import', { roles: ADMIN, body: RegistryImportRequest }, ({ body }) =>
      importBundles(state, body, body.items),
    ),
    route('POST', '/admin/restore_from_table', { roles: ADMIN, body: RegistryRestoreRequest }, ({ body }) => {
      const names = body.table_names;
      const tables: Readonly<Record<string, string>> = TABLES;
      const isInUse = Object.entries(names).some(([table, name]) => tables[table] === name);
      if (!isInUse) throw serverError(`There is no table ${names.resource_table_name}.`);
      const status = { success: false, details: 'A table cannot be restored from itself.' };
      return { status, trial_mode: body.trial_mode, statistics: null, failure_list: null };
    }),
    route(
      'POST',
      '/admin/restore-prov-graph',
      { roles: ADMIN, actsForUser: true, body: GraphRestoreRequest },
      ({ body, user }) => restoreGraph(state, body, user),
    ),
  ];
}
