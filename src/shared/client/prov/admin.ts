import { json } from '../http/response.ts';
import type { Call, CallOptions, CreateOptions } from '../http/route.ts';
import { post, remove, routes } from '../http/routes.ts';
import type { ModelRunRecord } from '../model/model-run-record.ts';
import { GraphDiff, type ModelRunItem, RegistrationResult } from '../model/prov.ts';
import { StatusResponse } from '../model/status.ts';
import { type ConfigRoute, createConfigRoute } from '../service-routes.ts';

const status = json(StatusResponse);
const diff = json(GraphDiff);
const route = routes('prov.admin', 'prov', {
  storeRecord: post('/admin/store_record', 'admin', 'never', status),
  storeRecords: post('/admin/store_records', 'admin', 'never', status),
  storeAllRegistryRecords: post('/admin/store_all_registry_records', 'admin', 'never', status),
  registerModelRunSync: post('/model_run/register_sync', 'admin', 'create', json(RegistrationResult)),
  deleteModelRunProvenance: post('/model_run/delete', 'admin', 'never', diff, { notFoundOn: 400 }),
  clearGraph: remove('/graph/admin/clear', 'admin', 'never', status),
});
const deleteModelRun = routes('prov.admin', 'registry', {
  deleteModelRun: remove('/registry/activity/model_run/delete', 'admin', 'never', status, {
    notFoundOn: 400,
  }),
}).deleteModelRun;

export interface StoreRecordOptions extends CallOptions {
  /** Whether the server checks each record first; its default is true. */
  validate?: boolean | undefined;
}
export interface DeleteModelRunOptions extends CallOptions {
  /** Only reports what would be removed. */
  trial?: boolean | undefined;
}

/** Operations for administrators of the prov API; all require `entity-registry-admin`. */
export interface ProvAdmin extends ConfigRoute, ReturnType<typeof createGraphMethods> {}

export function createProvAdmin(call: Call): ProvAdmin {
  return { ...createConfigRoute(call, 'prov.admin', 'prov'), ...createGraphMethods(call) };
}

function createGraphMethods(call: Call) {
  const deleteModelRunProvenance = (
    modelRunId: string,
    options?: DeleteModelRunOptions,
  ): Promise<GraphDiff> => {
    const body = { record_id: modelRunId, trial_mode: options?.trial ?? false };
    return call(route.deleteModelRunProvenance, { body }, options);
  };
  const toQuery = (options?: StoreRecordOptions) => ({ validate_record: options?.validate });
  return {
    /** Writes a registered model run to the graph again. `POST /admin/store_record` */
    storeRecord: (item: ModelRunItem, options?: StoreRecordOptions): Promise<StatusResponse> =>
      call(route.storeRecord, { query: toQuery(options), body: item }, options),
    /** Does the same for several model runs; ends at the first that fails. `POST /admin/store_records` */
    storeRecords: (items: readonly ModelRunItem[], options?: StoreRecordOptions): Promise<StatusResponse> =>
      call(route.storeRecords, { query: toQuery(options), body: items }, options),
    /** Does the same for all model runs of the registry. `POST /admin/store_all_registry_records` */
    storeAllRegistryRecords: (options?: StoreRecordOptions): Promise<StatusResponse> =>
      call(route.storeAllRegistryRecords, { query: toQuery(options) }, options),
    /** Registers a model run without a job. `POST /model_run/register_sync` */
    registerModelRunSync: <Recovered = never>(
      record: ModelRunRecord,
      options?: CreateOptions<Recovered>,
    ): Promise<RegistrationResult | Recovered> => call(route.registerModelRunSync, { body: record }, options),
    /** Removes a model run from the graph; its item stays. `POST /model_run/delete` */
    deleteModelRunProvenance,
    /**
     * Removes a model run from the graph and, unless it is a trial, from the registry: two requests. If the second
     * fails, for example because the item is locked, the graph has already changed. `POST /model_run/delete`,
     * `DELETE /registry/activity/model_run/delete`
     */
    deleteModelRunProvenanceAndRegistry: async (
      modelRunId: string,
      options?: DeleteModelRunOptions,
    ): Promise<GraphDiff> => {
      const removed = await deleteModelRunProvenance(modelRunId, options);
      if (!options?.trial) await call(deleteModelRun, { query: { id: modelRunId } }, options);
      return removed;
    },
    /** Empties the whole graph. `DELETE /graph/admin/clear` */
    clearGraph: (options?: CallOptions): Promise<StatusResponse> => call(route.clearGraph, {}, options),
  };
}
