import { ADMIN } from '../auth/roles.ts';
import { serverError } from '../http/errors.ts';
import { type Route, route } from '../http/route.ts';
import { createSuccessStatus } from '../http/status.ts';
import { list } from '../pydantic/collections.ts';
import { boolean } from '../pydantic/scalars.ts';
import { byDefault, INVALID, type Type } from '../pydantic/type.ts';
import type { Actor } from '../registry/access.ts';
import { getKind } from '../registry/kinds.ts';
import type { ModelRunRecord } from '../registry/models/model-run-record.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createModelRunGraph } from './record-graph.ts';
import { getWorkflowTemplate, validateRecord } from './record-validation.ts';
import type { ReferenceCache, References } from './references.ts';

type RunItem = { id: string; record: ModelRunRecord };
type StoreOptions = { validate_record: boolean };

const MODEL_RUN = getKind('MODEL_RUN');
// the item model of the kind has at least these fields
const ItemModelRun = MODEL_RUN.item as unknown as Type<RunItem>;

/** Routes of administrators: lodge the runs of the registry again, and empty the graph. */
export function createProvAdminRoutes(state: SandboxState, referenceCache: ReferenceCache): Route[] {
  const query = { validate_record: byDefault(boolean, () => true) };
  const store = (items: RunItem[], options: StoreOptions, actor: Actor) => {
    const references = referenceCache.for(actor);
    for (const item of items) storeRun(state, references, item, options);
  };
  return [
    route('POST', '/admin/store_record', {
      roles: ADMIN,
      query,
      body: ItemModelRun,
      handle({ query: options, body, user }) {
        store([body], options, user);
        return { status: createSuccessStatus('Stored.') };
      },
    }),
    route('POST', '/admin/store_records', {
      roles: ADMIN,
      query,
      body: list(ItemModelRun),
      handle({ query: options, body, user }) {
        store(body, options, user);
        return { status: createSuccessStatus('Stored.') };
      },
    }),
    route('POST', '/admin/store_all_registry_records', {
      roles: ADMIN,
      query,
      handle({ query: options, user }) {
        const items = listRuns(state);
        if (items.length === 0) throw serverError('The registry has no model runs.');
        store(items, options, user);
        return { status: createSuccessStatus(`Stored ${items.length} records.`) };
      },
    }),
    route('DELETE', '/graph/admin/clear', {
      roles: ADMIN,
      unlisted: true,
      handle() {
        state.db.atomically(() => state.graph.clear());
        return { status: createSuccessStatus('The graph is empty.') };
      },
    }),
  ];
}

/** Reads the workflow template even without validation, because the graph needs its software. */
function storeRun(
  state: SandboxState,
  references: References,
  { id, record }: RunItem,
  { validate_record }: StoreOptions,
): void {
  if (validate_record) validateRecord(record, references);
  state.graph.merge(
    createModelRunGraph(id, record, getWorkflowTemplate(references, record.workflow_template_id).software_id),
  );
}

function listRuns(state: SandboxState): RunItem[] {
  return [...state.items.all()].flatMap((stored) => {
    if (stored.item_subtype !== 'MODEL_RUN' || stored.record_type !== 'COMPLETE_ITEM') return [];
    const item = ItemModelRun.read(stored, [], []);
    return item === INVALID ? [] : [item];
  });
}
