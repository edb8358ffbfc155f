import type { JobOutcome, WorkFault } from '../jobs/failure.ts';
import { JobFailedError } from '../jobs/failure.ts';
import type { Job } from '../jobs/job.ts';
import type { PayloadOf } from '../jobs/sub-types.ts';
import { withoutNulls } from '../pydantic/nulls.ts';
import type { Actor } from '../registry/access.ts';
import { seedItem } from '../registry/create.ts';
import { getKind } from '../registry/kinds.ts';
import type { ModelRunRecord } from '../registry/models/model-run-record.ts';
import { updateItem } from '../registry/update.ts';
import { openUser } from '../user-info.ts';
import type { World } from '../world.ts';
import { createProvJson } from './prov-json.ts';
import { createModelRunGraph, type RecordGraph } from './record-graph.ts';
import { getWorkflowTemplate, validateRecord } from './record-validation.ts';
import { createReferences } from './references.ts';
import { replaceRecord } from './removal.ts';

const MODEL_RUN = getKind('MODEL_RUN');
const LODGED_REASON = 'Updating item to mark completion of provenance lodge.';

const UNREACHABLE_GRAPH = 'the graph database cannot be reached.';

export type RecordInfo = { id: string; prov_json: string; record: ModelRunRecord };

/** Makes the registry's item of a run and lodges the run in the graph. A failure on the way leaves a seed behind. */
export function lodgeModelRun(
  world: World,
  payload: PayloadOf<'MODEL_RUN_PROV_LODGE'>,
  _job: Job,
  fault?: WorkFault,
): JobOutcome {
  const actor = openUser(payload.user_info);
  if (payload.revalidate) validateRecord(payload.record, createReferences(world, actor));
  return { result: { record: withoutNulls(registerRun(world, payload.record, actor, fault)) } };
}

/** Seed, complete item, graph, mark of completion: in this order. */
export function registerRun(
  world: World,
  record: ModelRunRecord,
  actor: Actor,
  fault?: WorkFault,
): RecordInfo {
  const { id } = seedItem(world, MODEL_RUN, actor);
  const graph = createRecordGraph(world, id, record, actor);
  const prov_json = createProvJson(graph);
  const info = (record_status: string) => createRunInfo(record, record_status, prov_json);
  updateItem(world, MODEL_RUN, id, null, info('COMPLETE'), actor);
  if (fault === 'fail-lodge') throw new JobFailedError(UNREACHABLE_GRAPH);
  world.graph.merge(graph);
  updateItem(world, MODEL_RUN, id, LODGED_REASON, info('LODGED'), actor);
  if (fault === 'fail-after-lodge') throw new JobFailedError(UNREACHABLE_GRAPH);
  return { id, prov_json, record };
}

/** Lodges a run whose item is there already. */
export function relodgeModelRun(world: World, payload: PayloadOf<'MODEL_RUN_LODGE_ONLY'>): JobOutcome {
  const { model_run_record_id: id, record } = payload;
  const actor = openUser(payload.user_info);
  if (payload.revalidate) validateRecord(record, createReferences(world, actor));
  const graph = createRecordGraph(world, id, record, actor);
  world.graph.merge(graph);
  return { result: { record: withoutNulls({ id, prov_json: createProvJson(graph), record }) } };
}

/** Launches one job for each record of a batch. */
export function lodgeBatch(world: World, payload: PayloadOf<'MODEL_RUN_BATCH_SUBMIT'>, job: Job): JobOutcome {
  if (payload.records.length === 0) throw new JobFailedError('the batch has no records.');
  const batchId = world.jobs.createBatchId();
  for (const record of payload.records) {
    const launched = { record, revalidate: true, user_info: payload.user_info };
    world.jobs.launch({
      username: job.username,
      subType: 'MODEL_RUN_PROV_LODGE',
      payload: launched,
      batchId,
    });
  }
  return { result: { batch_id: batchId }, info: `Launched ${payload.records.length} jobs.` };
}

/** Replaces the record of a run, in the registry and in the graph. Its status stays COMPLETE afterwards. */
export function updateModelRun(
  world: World,
  payload: PayloadOf<'MODEL_RUN_UPDATE'>,
  _job: Job,
  fault?: WorkFault,
): JobOutcome {
  const { model_run_record_id: id, updated_record: record, reason } = payload;
  const actor = openUser(payload.user_info);
  if (payload.revalidate) validateRecord(record, createReferences(world, actor));
  if (reason === '') throw new JobFailedError('');
  const graph = createRecordGraph(world, id, record, actor);
  const prov_json = createProvJson(graph);
  const info = createRunInfo(record, 'COMPLETE', prov_json);
  updateItem(world, MODEL_RUN, id, reason, info, actor);
  if (fault === 'fail-lodge') throw new JobFailedError(UNREACHABLE_GRAPH);
  replaceRecord(world.graph, graph, world.settings.fixed);
  updateItem(
    world,
    MODEL_RUN,
    id,
    LODGED_REASON,
    world.settings.fixed ? { ...info, record_status: 'LODGED' } : info,
    actor,
  );
  if (fault === 'fail-after-lodge') throw new JobFailedError(UNREACHABLE_GRAPH);
  return { result: { record: withoutNulls({ id, prov_json, record }) } };
}

/** Replaces the record of a run in the graph alone. */
export function relodgeUpdate(world: World, payload: PayloadOf<'MODEL_RUN_UPDATE_LODGE_ONLY'>): JobOutcome {
  const { model_run_record_id: id, updated_record: record } = payload;
  const actor = openUser(payload.user_info);
  if (payload.revalidate) validateRecord(record, createReferences(world, actor));
  replaceRecord(world.graph, createRecordGraph(world, id, record, actor), world.settings.fixed);
  return { result: {} };
}

function createRecordGraph(world: World, id: string, record: ModelRunRecord, actor: Actor): RecordGraph {
  const { software_id } = getWorkflowTemplate(createReferences(world, actor), record.workflow_template_id);
  // validation lets an empty organisation pass, the graph does not
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
