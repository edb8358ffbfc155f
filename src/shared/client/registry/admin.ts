import { json } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, post, routes } from '../http/routes.ts';
import {
  GraphRestoreResult,
  type ImportRequest,
  ImportResult,
  RegistryExport,
  type RestoreGraphRequest,
  type RestoreRequest,
} from '../model/bundle.ts';
import type { ItemSubtype } from '../model/enums.ts';
import type { StatusResponse } from '../model/status.ts';
import { type ConfigRoute, createConfigRoute } from '../service-routes.ts';
import type { GeneralItems } from './general.ts';
import type { KindClients } from './kind-clients.ts';
import { getKindName } from './kinds.ts';

const route = routes('registry.admin', 'registry', {
  export: get('/admin/export', 'admin', json(RegistryExport)),
  import: post('/admin/import', 'admin', 'never', json(ImportResult)),
  restore: post('/admin/restore_from_table', 'admin', 'never', json(ImportResult), {
    adviceOn500: 'check the names of the tables',
  }),
  restoreProvGraph: post('/admin/restore-prov-graph', 'admin', 'never', json(GraphRestoreResult)),
});

/** Operations for administrators of the registry; all require `entity-registry-admin`. */
export interface RegistryAdmin extends ConfigRoute, ReturnType<typeof createBundleMethods> {}

export function createRegistryAdmin(call: Call, kinds: KindClients, everyKind: GeneralItems): RegistryAdmin {
  return {
    ...createBundleMethods(call, kinds, everyKind),
    ...createConfigRoute(call, 'registry.admin', 'registry'),
  };
}

function createBundleMethods(call: Call, kinds: KindClients, everyKind: GeneralItems) {
  return {
    /** All items with their access settings and locks. `GET /admin/export` */
    export: (options?: CallOptions): Promise<RegistryExport> => call(route.export, {}, options),
    /**
     * Writes items. By default a trial run, which writes nothing. `POST /admin/import`
     * @throws RequestRejectedError whose `partial.failure_list` names the rejected entries with the reasons.
     */
    import: (request: ImportRequest, options?: CallOptions): Promise<ImportResult> =>
      call(route.import, { body: request }, options),
    /** Writes items from other tables. By default a trial run, which writes nothing. `POST /admin/restore_from_table` */
    restore: (request: RestoreRequest, options?: CallOptions): Promise<ImportResult> =>
      call(route.restore, { body: request }, options),
    /** Writes the graph again from activities and model runs. By default a trial run, which writes nothing. `POST /admin/restore-prov-graph` */
    restoreProvGraph: (request: RestoreGraphRequest, options?: CallOptions): Promise<GraphRestoreResult> =>
      call(route.restoreProvGraph, { body: request }, options),
    /** Removes an item, by the route of its kind if that is given. */
    delete: (id: string, subtype?: ItemSubtype, options?: CallOptions): Promise<StatusResponse> => {
      const kind = subtype && getKindName(subtype);
      return kind ? kinds[kind].delete(id, options) : everyKind.delete(id, options);
    },
  };
}
