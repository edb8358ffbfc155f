import { badRequest, HttpError, serverError } from '../http/errors.ts';
import type { User } from '../http/route.ts';
import type { JobRequest } from '../jobs/jobs.ts';
import { encodeUser } from '../jobs/user-info.ts';
import { findProblem } from '../pydantic/type.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { KINDS } from './kinds.ts';
import { SeededItem, type StoredItem } from './models/item.ts';
import type { ModelRunRecord } from './models/model-run-record.ts';
import type { BundledItem } from './models/requests.ts';
import type { Subtype } from './models/subtypes.ts';
import { getItem, getLinkedPerson } from './permission.ts';

type Request = { trial_mode: boolean; abort_if_failures: boolean; items: BundledItem[] };
type Lodge = (state: SandboxState, item: StoredItem, user: User) => JobRequest;

/** The jobs that lodge items again, by kind. Other kinds are not in the graph. */
const LODGES: Partial<Record<Subtype, Lodge>> = {
  CREATE(state, item) {
    const created_item_id = String(item['created_item_id']);
    const payload = {
      created_item_id,
      creation_activity_id: item.id,
      linked_person_id: getLinkedPerson(state, item.owner_username),
      created_item_subtype: getSubtype(state, created_item_id),
    };
    return { username: item.owner_username, subType: 'LODGE_CREATE_ACTIVITY', payload };
  },
  VERSION(state, item) {
    const from_version_id = String(item['from_item_id']);
    const payload = {
      from_version_id,
      to_version_id: String(item['to_item_id']),
      version_activity_id: item.id,
      linked_person_id: getLinkedPerson(state, item.owner_username),
      item_subtype: getSubtype(state, from_version_id),
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

function getSubtype(state: SandboxState, id: string): Subtype {
  return readHeader(getItem(state, id), badRequest).item_subtype;
}

/** @throws the error of `createError` for an item without the fields that all items have */
function readHeader(item: object, createError: (message: string) => Error): StoredItem {
  const problem = findProblem(SeededItem, item);
  if (problem !== undefined) throw createError(`An item is invalid: ${problem}`);
  return item as StoredItem; // parsed above
}

/**
 * Launches the jobs that restore the graph from items, one kind after the other; a trial launches none.
 * @throws HttpError 400 if an item cannot be lodged and failures abort, 500 for a complete item without kind or header
 */
export function restoreGraph(state: SandboxState, request: Request, user: User) {
  const { trial_mode, abort_if_failures } = request;
  const complete = request.items
    .map(({ item_payload }) => readHeader(item_payload, serverError))
    .filter(({ record_type }) => record_type === 'COMPLETE_ITEM');
  const launches: JobRequest[] = [];
  const failures: string[] = [];
  for (const [subtype, items] of Map.groupBy(complete, (item) => item.item_subtype)) {
    const kind = KINDS.find((row) => row.subtype === subtype);
    if (!kind) throw serverError(`No items have the subtype ${subtype}.`);
    const lodge = LODGES[subtype];
    if (!lodge) continue;
    for (const item of items) {
      try {
        const problem = findProblem(kind.item, item);
        if (problem !== undefined) throw badRequest(`The item is invalid: ${problem}`);
        launches.push(lodge(state, item, user));
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        failures.push(`${item.id}: ${error.message}`);
      }
    }
  }
  if (failures.length > 0 && abort_if_failures) throw badRequest(failures.join('; '));
  const success = failures.length === 0 || !trial_mode;
  const task_ids = trial_mode ? [] : launches.map((launch) => state.jobs.launch(launch));
  const details = `${launches.length} jobs. ${failures.join('; ')}`.trim();
  return { status: { success, details }, trial_mode, abort_if_failures, task_ids };
}
