import { serverError } from '../http/errors.ts';
import { JobFailedError, type JobOutcome, type JobRun, type WorkFault } from '../jobs/job.ts';
import type { PayloadOf } from '../jobs/sub-types.ts';
import { decodeUser } from '../jobs/user-info.ts';
import { removeNulls } from '../pydantic/collections.ts';
import { seedItem } from '../registry/create.ts';
import { MODEL_RUN } from '../registry/kinds.ts';
import type { ModelRunRecord } from '../registry/models/model-run-record.ts';
import type { Actor } from '../registry/permission.ts';
import { updateItem } from '../registry/update.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createProvJson } from './prov-json.ts';
import { createModelRunGraph, type RecordGraph } from './record-graph.ts';
import { getWorkflowTemplate, validateRecord } from './record-validation.ts';
import { createReferences } from './references.ts';
import { replaceRecord } from './removal.ts';

const LODGED_REASON = 'Updating item to mark completion of provenance lodge.';

const UNREACHABLE_GRAPH = 'the graph database cannot be reached.';

export type RecordInfo = { id: string; prov_json: string; record: ModelRunRecord };

/** Creates the item of a run in the registry, and lodges the run in the graph. A failure can leave a seed. */
export function lodgeModelRun(
  state: SandboxState,
  payload: PayloadOf<'MODEL_RUN_PROV_LODGE'>,
  { fault }: JobRun,
): JobOutcome {
  const actor = readActor(state, payload, payload.record);
  return { result: { record: removeNulls(registerRun(state, payload.record, actor, fault)) } };
}

/** Writes a seed, and the run into it. */
export function registerRun(
  state: SandboxState,
  record: ModelRunRecord,
  actor: Actor,
  fault?: WorkFault,
): RecordInfo {
  const { id } = seedItem(state, MODEL_RUN, actor);
  return writeRun(state, { id, reason: null, record }, actor, fault);
}

/** Replaces the record of a run in the registry and in the graph. Its status is COMPLETE afterwards (known bug). */
export function updateModelRun(
  state: SandboxState,
  payload: PayloadOf<'MODEL_RUN_UPDATE'>,
  { fault }: JobRun,
): JobOutcome {
  const { model_run_record_id: id, updated_record: record, reason } = payload;
  const actor = readActor(state, payload, record);
  if (reason === '') throw new JobFailedError('');
  return { result: { record: removeNulls(writeRun(state, { id, reason, record }, actor, fault)) } };
}

/** Writes the complete item, the graph and the final status, in this order. The reason of a new run is null. */
function writeRun(
  state: SandboxState,
  { id, reason, record }: { id: string; reason: string | null; record: ModelRunRecord },
  actor: Actor,
  fault?: WorkFault,
): RecordInfo {
  const graph = createRecordGraph(state, id, record, actor);
  const prov_json = createProvJson(graph);
  const createInfo = (record_status: string) => ({
    display_name: record.display_name,
    user_metadata: null,
    record_status,
    record,
    prov_serialisation: prov_json,
  });
  updateItem(state, MODEL_RUN, { id, reason, info: createInfo('COMPLETE') }, actor);
  if (fault === 'fail-lodge') throw new JobFailedError(UNREACHABLE_GRAPH);
  if (reason === null) state.graph.merge(graph);
  else replaceRecord(state.graph, graph, state.settings);
  const status = reason !== null && state.settings.knownBugs ? 'COMPLETE' : 'LODGED';
  updateItem(state, MODEL_RUN, { id, reason: LODGED_REASON, info: createInfo(status) }, actor);
  if (fault === 'fail-after-lodge') throw new JobFailedError(UNREACHABLE_GRAPH);
  return { id, prov_json, record };
}

/** Lodges a run that already has an item. */
export function relodgeModelRun(state: SandboxState, payload: PayloadOf<'MODEL_RUN_LODGE_ONLY'>): JobOutcome {
  const { model_run_record_id: id, record } = payload;
  const graph = createRecordGraph(state, id, record, readActor(state, payload, record));
  state.graph.merge(graph);
  return { result: { record: removeNulls({ id, prov_json: createProvJson(graph), record }) } };
}

/** Replaces the record of a run in the graph only. */
export function relodgeUpdate(
  state: SandboxState,
  payload: PayloadOf<'MODEL_RUN_UPDATE_LODGE_ONLY'>,
): JobOutcome {
  const { model_run_record_id: id, updated_record: record } = payload;
  const graph = createRecordGraph(state, id, record, readActor(state, payload, record));
  replaceRecord(state.graph, graph, state.settings);
  return { result: {} };
}

/** Launches one job for each record of a batch. */
export function lodgeBatch(
  state: SandboxState,
  { records, user_info }: PayloadOf<'MODEL_RUN_BATCH_SUBMIT'>,
  { job: { username } }: JobRun,
): JobOutcome {
  if (records.length === 0) throw new JobFailedError('the batch has no records.');
  const batchId = state.jobs.createBatchId();
  for (const record of records) {
    const payload = { record, revalidate: true, user_info };
    state.jobs.launch({ username, subType: 'MODEL_RUN_PROV_LODGE', payload, batchId });
  }
  return { result: { batch_id: batchId }, info: `Launched ${records.length} jobs.` };
}

/** The user of a job. If the payload requires it, validates the record with the access of this user. */
function readActor(
  state: SandboxState,
  { user_info, revalidate }: { user_info: string; revalidate: boolean },
  record: ModelRunRecord,
): Actor {
  const actor = decodeUser(user_info);
  if (revalidate) validateRecord(record, createReferences(state, actor));
  return actor;
}

function createRecordGraph(
  state: SandboxState,
  id: string,
  record: ModelRunRecord,
  actor: Actor,
): RecordGraph {
  const { software_id } = getWorkflowTemplate(createReferences(state, actor), record.workflow_template_id);
  // the validation accepts an empty organisation, the graph does not
  if (record.associations.requesting_organisation_id === '')
    throw serverError('A node of the graph needs an id.');
  return createModelRunGraph(id, record, software_id);
}
