import { ADMIN } from '../auth/roles.ts';
import { serverError } from '../http/errors.ts';
import { type Route, route } from '../http/route.ts';
import { createSuccessStatus } from '../http/status.ts';
import { list } from '../pydantic/collections.ts';
import { boolean } from '../pydantic/scalars.ts';
import { byDefault, parse, type Type } from '../pydantic/type.ts';
import { MODEL_RUN } from '../registry/kinds.ts';
import type { ModelRunRecord } from '../registry/models/model-run-record.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createModelRunGraph } from './record-graph.ts';
import { getWorkflowTemplate, validateRecord } from './record-validation.ts';
import { createCachedReferences, type References } from './references.ts';

type RunItem = { id: string; record: ModelRunRecord };

/** Routes of administrators: lodge the runs of the registry again, and empty the graph. */
export function createProvAdminRoutes(state: SandboxState): Route[] {
  const storeRoute = <B = undefined>(path: string, listItems: (body: B) => RunItem[], body?: Type<B>) =>
    route(
      'POST',
      path,
      { roles: ADMIN, query: { validate_record: byDefault(boolean, () => true) }, ...(body ? { body } : {}) },
      ({ query, body: items, user }) => {
        const references = createCachedReferences(state, user);
        const runs = listItems(items);
        for (const run of runs) storeRun(state, references, run, query);
        return { status: createSuccessStatus(`Records stored: ${runs.length}.`) };
      },
    );
  return [
    storeRoute('/admin/store_record', (run) => [run], MODEL_RUN.item),
    storeRoute('/admin/store_records', (runs) => runs, list(MODEL_RUN.item)),
    storeRoute('/admin/store_all_registry_records', () => listRuns(state)),
    route('DELETE', '/graph/admin/clear', { roles: ADMIN, unlisted: true }, () => {
      state.db.atomically(() => state.graph.clear());
      return { status: createSuccessStatus('The graph is empty.') };
    }),
  ];
}

/** Reads the workflow template even without validation, because the graph needs its software. */
function storeRun(
  state: SandboxState,
  references: References,
  { id, record }: RunItem,
  { validate_record }: { validate_record: boolean },
): void {
  if (validate_record) validateRecord(record, references);
  state.graph.merge(
    createModelRunGraph(id, record, getWorkflowTemplate(references, record.workflow_template_id).software_id),
  );
}

/** @throws HttpError (500) if there are none */
function listRuns(state: SandboxState): RunItem[] {
  const runs = [...state.items.all()].flatMap((stored) => {
    if (stored.item_subtype !== 'MODEL_RUN' || stored.record_type !== 'COMPLETE_ITEM') return [];
    return parse(MODEL_RUN.item, stored).value ?? [];
  });
  if (runs.length === 0) throw serverError('The registry has no model runs.');
  return runs;
}
