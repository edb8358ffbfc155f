import { badRequest, HttpError } from '../http/errors.ts';
import type { User } from '../http/route.ts';
import type { JobRequest } from '../jobs/jobs.ts';
import { encodeUser } from '../jobs/user-info.ts';
import { findProblem } from '../pydantic/type.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { getKind } from './kinds.ts';
import type { StoredItem } from './models/item.ts';
import type { ModelRunRecord } from './models/model-run-record.ts';
import type { BundledItem } from './models/requests.ts';
import { getItem, getLinkedPerson } from './permission.ts';

type Request = { trial_mode: boolean; abort_if_failures: boolean; items: BundledItem[] };
type Lodge = (state: SandboxState, item: StoredItem, user: User) => JobRequest;

/** The jobs that lodge items again, by kind. Other kinds are not in the graph. */
const LODGES: Partial<Record<string, Lodge>> = {
  CREATE(state, item) {
    const created = getItem(state, String(item['created_item_id']));
    const payload = {
      created_item_id: created.id,
      creation_activity_id: item.id,
      linked_person_id: getLinkedPerson(state, item.owner_username),
      created_item_subtype: created.item_subtype,
    };
    return { username: item.owner_username, subType: 'LODGE_CREATE_ACTIVITY', payload };
  },
  VERSION(state, item) {
    const newVersion = getItem(state, String(item['to_item_id']));
    const payload = {
      from_version_id: String(item['from_item_id']),
      to_version_id: newVersion.id,
      version_activity_id: item.id,
      linked_person_id: getLinkedPerson(state, item.owner_username),
      item_subtype: newVersion.item_subtype,
    };
    return { username: item.owner_username, subType: 'LODGE_VERSION_ACTIVITY', payload };
  },
  MODEL_RUN(_, item, user) {
    const payload = {
      model_run_record_id: item.id,
      record: item['record'] as ModelRunRecord, // parsed below
      revalidate: false,
      user_info: encodeUser(user),
    };
    return { username: item.owner_username, subType: 'MODEL_RUN_LODGE_ONLY', payload };
  },
};

/**
 * Launches the jobs that restore the graph from items; a trial launches none.
 * @throws HttpError (400) if an item cannot be lodged and failures abort
 */
export function restoreGraph(state: SandboxState, request: Request, user: User) {
  const { trial_mode, abort_if_failures } = request;
  const launches: JobRequest[] = [];
  const failures: string[] = [];
  for (const bundle of request.items) {
    try {
      const launch = createLodgeJob(state, bundle, user);
      if (launch) launches.push(launch);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      failures.push(`${bundle.id}: ${error.message}`);
    }
  }
  if (failures.length > 0 && abort_if_failures) throw badRequest(failures.join('; '));
  const success = failures.length === 0 || !trial_mode;
  const task_ids = trial_mode ? [] : launches.map((launch) => state.jobs.launch(launch));
  const details = `${launches.length} jobs. ${failures.join('; ')}`.trim();
  return { status: { success, details }, trial_mode, abort_if_failures, task_ids };
}

function createLodgeJob(
  state: SandboxState,
  { item_payload }: BundledItem,
  user: User,
): JobRequest | undefined {
  const item = item_payload as StoredItem; // parsed below with the model of its kind, if there is something to lodge
  const lodge = LODGES[item.item_subtype];
  if (!lodge || item.record_type !== 'COMPLETE_ITEM') return undefined;
  if (findProblem(getKind(item.item_subtype).item, item) !== undefined)
    throw badRequest('The item is invalid.');
  return lodge(state, item, user);
}
