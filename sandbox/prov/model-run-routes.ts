import { ADMIN, WRITE } from '../auth/roles.ts';
import { badRequest, HttpError, serverError } from '../http/errors.ts';
import { type Route, route, type User } from '../http/route.ts';
import { createSuccessStatus, StatusFailure } from '../http/status.ts';
import { encodeUser } from '../jobs/user-info.ts';
import { list } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { boolean, text } from '../pydantic/scalars.ts';
import { byDefault } from '../pydantic/type.ts';
import { getContents } from '../registry/item-contents.ts';
import { MODEL_RUN, STUDY } from '../registry/kinds.ts';
import { ModelRunRecord } from '../registry/models/model-run-record.ts';
import { updateItem } from '../registry/update.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { registerRun } from './jobs.ts';
import { validateRecord } from './record-validation.ts';
import { createCachedReferences, createReferences } from './references.ts';
import { planRemoval, removeRecord } from './removal.ts';

const Batch = model('RegisterBatchModelRunRequest', { records: list(ModelRunRecord) });
const Update = model('PostUpdateModelRunInput', {
  model_run_id: text(),
  reason: text(),
  record: ModelRunRecord,
});
const Delete = model('PostDeleteGraphRequest', {
  record_id: text(),
  trial_mode: byDefault(boolean, () => false),
});

const ACTING = { roles: WRITE, actsForUser: true };

/** Routes to register and change model runs. Jobs do most of the work. */
export function createModelRunRoutes(state: SandboxState): Route[] {
  return [
    route('POST', '/model_run/register', { ...ACTING, body: ModelRunRecord }, ({ body, user }) => {
      validateRecord(body, createCachedReferences(state, user));
      const { username } = user;
      const payload = { record: body, revalidate: false, user_info: encodeUser(user) };
      const session_id = state.jobs.launch({ username, subType: 'MODEL_RUN_PROV_LODGE', payload });
      return { status: createSuccessStatus('A job registers the run.'), session_id };
    }),
    route('POST', '/model_run/register_batch', { ...ACTING, body: Batch }, ({ body, user }) => {
      const { username } = user;
      const payload = { records: body.records, user_info: encodeUser(user) };
      const session_id = state.jobs.launch({ username, subType: 'MODEL_RUN_BATCH_SUBMIT', payload });
      return { status: createSuccessStatus('A job registers the runs.'), session_id };
    }),
    route(
      'POST',
      '/model_run/register_sync',
      { roles: ADMIN, actsForUser: true, body: ModelRunRecord, unlisted: true },
      ({ body, user }) => {
        validateRecord(body, createCachedReferences(state, user));
        return {
          status: createSuccessStatus('The run is registered.'),
          record_info: registerRun(state, body, user),
        };
      },
    ),
    ...createUpdateRoutes(state),
  ];
}

function createUpdateRoutes(state: SandboxState): Route[] {
  return [
    route(
      'POST',
      '/model_run/edit/link_to_study',
      { ...ACTING, query: { model_run_id: text(), study_id: text() } },
      ({ query, user }) => linkToStudy(state, query, user),
    ),
    route('POST', '/model_run/update', { ...ACTING, body: Update }, ({ body, user }) => {
      validateRecord(body.record, createCachedReferences(state, user));
      const { model_run_id: model_run_record_id, reason, record: updated_record } = body;
      const payload = {
        model_run_record_id,
        updated_record,
        reason,
        revalidate: true,
        user_info: encodeUser(user),
      };
      return {
        session_id: state.jobs.launch({ username: user.username, subType: 'MODEL_RUN_UPDATE', payload }),
      };
    }),
    route('POST', '/model_run/delete', { roles: ADMIN, body: Delete, unlisted: true }, ({ body, user }) => {
      createReferences(state, user).item(MODEL_RUN, body.record_id, 'record_id');
      const diff = planRemoval(state.graph, body.record_id);
      if (!body.trial_mode) state.db.atomically(() => removeRecord(state.graph, body.record_id));
      return { diff };
    }),
  ];
}

/** Writes the study to the record in the registry at once, and launches a job for the graph. */
function linkToStudy(
  state: SandboxState,
  { model_run_id: runId, study_id: studyId }: { model_run_id: string; study_id: string },
  user: User,
) {
  const references = createCachedReferences(state, user);
  const run = references.item(MODEL_RUN, runId, 'model_run_id');
  references.item(STUDY, studyId, 'study_id');
  if (run.record.study_id !== null)
    throw badRequest(`The run ${runId} is already linked to the study ${run.record.study_id}.`);
  const record = { ...run.record, study_id: studyId };
  try {
    const info = { ...getContents(MODEL_RUN, run), record };
    updateItem(state, MODEL_RUN, { id: runId, reason: 'Linking model run to study.', info }, user);
  } catch (error) {
    if (error instanceof HttpError || error instanceof StatusFailure)
      throw serverError(`The registry rejected the update: ${error.message}`);
    throw error;
  }
  const payload = { model_run_record_id: runId, record, revalidate: false, user_info: encodeUser(user) };
  const session_id = state.jobs.launch({ username: user.username, subType: 'MODEL_RUN_LODGE_ONLY', payload });
  return {
    status: createSuccessStatus('A job links the run.'),
    model_run_id: runId,
    study_id: studyId,
    session_id,
  };
}
