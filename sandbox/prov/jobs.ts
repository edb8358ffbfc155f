import { type Job, JobFailedError, type JobOutcome, type WorkFault } from '../jobs/job.ts';
import type { PayloadOf } from '../jobs/sub-types.ts';
import { decodeUser } from '../jobs/user-info.ts';
import { removeNulls } from '../pydantic/collections.ts';
import type { Actor } from '../registry/access.ts';
import { seedItem } from '../registry/create.ts';
import { getKind } from '../registry/kinds.ts';
import type { ModelRunRecord } from '../registry/models/model-run-record.ts';
import { updateItem } from '../registry/update.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createProvJson } from './prov-json.ts';
import { createModelRunGraph, type RecordGraph } from './record-graph.ts';
import { getWorkflowTemplate, validateRecord } from './record-validation.ts';
import { createReferences } from './references.ts';
import { replaceRecord } from './removal.ts';

const MODEL_RUN = getKind('MODEL_RUN');
const LODGED_REASON = 'Updating item to mark completion of provenance lodge.';

const UNREACHABLE_GRAPH = 'the graph database cannot be reached.';

export type RecordInfo = { id: string; prov_json: string; record: ModelRunRecord };

/** Creates the item of a run in the registry, and lodges the run in the graph. A failure can leave a seed. */
export function lodgeModelRun(
  state: SandboxState,
  payload: PayloadOf<'MODEL_RUN_PROV_LODGE'>,
  _job: Job,
  fault?: WorkFault,
): JobOutcome {
  const actor = decodeUser(payload.user_info);
  if (payload.revalidate) validateRecord(payload.record, createReferences(state, actor));
  return { result: { record: removeNulls(registerRun(state, payload.record, actor, fault)) } };
}

/** Writes the seed, the complete item, the graph and the status LODGED, in this order. */
export function registerRun(
  state: SandboxState,
  record: ModelRunRecord,
  actor: Actor,
  fault?: WorkFault,
): RecordInfo {
  const { id } = seedItem(state, MODEL_RUN, actor);
  const graph = createRecordGraph(state, id, record, actor);
  const prov_json = createProvJson(graph);
  const info = (record_status: string) => createRunInfo(record, record_status, prov_json);
  updateItem(state, MODEL_RUN, { id, reason: null, info: info('COMPLETE') }, actor);
  if (fault === 'fail-lodge') throw new JobFailedError(UNREACHABLE_GRAPH);
  state.graph.merge(graph);
  updateItem(state, MODEL_RUN, { id, reason: LODGED_REASON, info: info('LODGED') }, actor);
  if (fault === 'fail-after-lodge') throw new JobFailedError(UNREACHABLE_GRAPH);
  return { id, prov_json, record };
}

/** Lodges a run that already has an item. */
export function relodgeModelRun(state: SandboxState, payload: PayloadOf<'MODEL_RUN_LODGE_ONLY'>): JobOutcome {
  const { model_run_record_id: id, record } = payload;
  const actor = decodeUser(payload.user_info);
  if (payload.revalidate) validateRecord(record, createReferences(state, actor));
  const graph = createRecordGraph(state, id, record, actor);
  state.graph.merge(graph);
  return { result: { record: removeNulls({ id, prov_json: createProvJson(graph), record }) } };
}

/** Launches one job for each record of a batch. */
export function lodgeBatch(
  state: SandboxState,
  payload: PayloadOf<'MODEL_RUN_BATCH_SUBMIT'>,
  job: Job,
): JobOutcome {
  if (payload.records.length === 0) throw new JobFailedError('the batch has no records.');
  const batchId = state.jobs.createBatchId();
  for (const record of payload.records) {
    const launched = { record, revalidate: true, user_info: payload.user_info };
    state.jobs.launch({
      username: job.username,
      subType: 'MODEL_RUN_PROV_LODGE',
      payload: launched,
      batchId,
    });
  }
  return { result: { batch_id: batchId }, info: `Launched ${payload.records.length} jobs.` };
}

/** Replaces the record of a run in the registry and in the graph. Its status is COMPLETE afterwards (known bug). */
export function updateModelRun(
  state: SandboxState,
  payload: PayloadOf<'MODEL_RUN_UPDATE'>,
  _job: Job,
  fault?: WorkFault,
): JobOutcome {
  const { model_run_record_id: id, updated_record: record, reason } = payload;
  const actor = decodeUser(payload.user_info);
  if (payload.revalidate) validateRecord(record, createReferences(state, actor));
  if (reason === '') throw new JobFailedError('');
  const graph = createRecordGraph(state, id, record, actor);
  const prov_json = createProvJson(graph);
  const info = createRunInfo(record, 'COMPLETE', prov_json);
  updateItem(state, MODEL_RUN, { id, reason, info }, actor);
  if (fault === 'fail-lodge') throw new JobFailedError(UNREACHABLE_GRAPH);
  replaceRecord(state.graph, graph, state.settings);
  const lodged = state.settings.knownBugs ? info : { ...info, record_status: 'LODGED' };
  updateItem(state, MODEL_RUN, { id, reason: LODGED_REASON, info: lodged }, actor);
  if (fault === 'fail-after-lodge') throw new JobFailedError(UNREACHABLE_GRAPH);
  return { result: { record: removeNulls({ id, prov_json, record }) } };
}

/** Replaces the record of a run in the graph only. */
export function relodgeUpdate(
  state: SandboxState,
  payload: PayloadOf<'MODEL_RUN_UPDATE_LODGE_ONLY'>,
): JobOutcome {
  const { model_run_record_id: id, updated_record: record } = payload;
  const actor = decodeUser(payload.user_info);
  if (payload.revalidate) validateRecord(record, createReferences(state, actor));
  replaceRecord(state.graph, createRecordGraph(state, id, record, actor), state.settings);
  return { result: {} };
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
    throw new JobFailedError('a node of the graph needs an id.');
  return createModelRunGraph(id, record, software_id);
}

function createRunInfo(record: ModelRunRecord, record_status: string, prov_serialisation: string) {
  return {
    display_name: record.display_name,
    user_metadata: null,
    record_status,
    record,
    prov_serialisation,
  };
}
