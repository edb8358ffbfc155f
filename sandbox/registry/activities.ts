import type { JobOutcome, JobRun } from '../jobs/job.ts';
import type { PayloadOf } from '../jobs/sub-types.ts';
import { createCreationGraph, createVersionGraph } from '../prov/record-graph.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { insertCompleteItem } from './create.ts';
import { CREATE, VERSION } from './kinds.ts';

/** Creates the item that records the creation of another one, and launches the job that lodges it. */
export function registerCreation(
  state: SandboxState,
  payload: PayloadOf<'REGISTER_CREATE_ACTIVITY'>,
  { job }: JobRun,
): JobOutcome {
  const { created_item_id, created_item_subtype, linked_person_id } = payload;
  const info = { display_name: `Created item ${created_item_id}`, created_item_id };
  const activity = insertCompleteItem(state, CREATE, info, job.username);
  const lodge_session_id = state.jobs.launch({
    username: job.username,
    subType: 'LODGE_CREATE_ACTIVITY',
    payload: { created_item_id, creation_activity_id: activity.id, linked_person_id, created_item_subtype },
  });
  return { result: { creation_activity_id: activity.id, lodge_session_id } };
}

/** Creates the item that records a new version, and launches the job that lodges it. */
export function registerVersion(
  state: SandboxState,
  payload: PayloadOf<'REGISTER_VERSION_ACTIVITY'>,
  { job }: JobRun,
): JobOutcome {
  const { reason, version_number, from_version_id, to_version_id, linked_person_id, item_subtype } = payload;
  const info = {
    display_name: `(V${version_number}) Version from ${from_version_id} to ${to_version_id}`,
    reason,
    from_item_id: from_version_id,
    to_item_id: to_version_id,
    new_version_number: version_number,
  };
  const activity = insertCompleteItem(state, VERSION, info, job.username);
  const lodge_session_id = state.jobs.launch({
    username: job.username,
    subType: 'LODGE_VERSION_ACTIVITY',
    payload: {
      from_version_id,
      to_version_id,
      version_activity_id: activity.id,
      linked_person_id,
      item_subtype,
    },
  });
  return { result: { version_activity_id: activity.id, lodge_session_id } };
}

export function lodgeCreation(state: SandboxState, payload: PayloadOf<'LODGE_CREATE_ACTIVITY'>): JobOutcome {
  state.graph.merge(createCreationGraph(payload));
  return { result: {} };
}

export function lodgeVersion(state: SandboxState, payload: PayloadOf<'LODGE_VERSION_ACTIVITY'>): JobOutcome {
  state.graph.merge(createVersionGraph(payload));
  return { result: {} };
}
