import { mintHandle } from '../handles/handles.ts';
import { removeNulls } from '../pydantic/collections.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { Kind } from './kinds.ts';
import { type HistoryEntry, SeededItem, type StoredItem } from './models/item.ts';
import { SUBTYPE_CATEGORIES } from './models/subtypes.ts';
import type { Actor } from './permission.ts';

export const FIRST_REASON = 'Initial record creation';

/** Creates the header of a new item of a kind, with a new handle, without writing it. */
export function createHeader(state: SandboxState, kind: Kind, owner: string): StoredItem {
  const { id } = mintHandle(state, 'URL', (handle) => `${state.endpoints.handle}/${handle}`);
  const now = state.clock.seconds();
  return {
    id,
    owner_username: owner,
    created_timestamp: now,
    updated_timestamp: now,
    item_category: SUBTYPE_CATEGORIES[kind.subtype],
    item_subtype: kind.subtype,
    record_type: 'SEED_ITEM',
    ...(kind.hasVersions ? { versioning_info: { version: 1 } } : {}),
  };
}

/** Writes a new item with default access settings, unlocked. */
export function insertItem(state: SandboxState, kind: Kind, item: StoredItem): void {
  const access = { owner: item.owner_username, general: [...kind.defaultAccess], groups: {} };
  state.db.atomically(() => {
    state.access.put(item.id, access);
    state.locks.put(item.id, { locked: false, history: [] });
    state.items.put(item);
  });
}

/** Deletes the rows of an item, of its access settings and of its lock. */
export function deleteItemRows(state: SandboxState, id: string): void {
  state.db.atomically(() => {
    state.items.delete(id);
    state.access.delete(id);
    state.locks.delete(id);
  });
}

/** The fields of an item that belong to its kind. */
export function getContents(kind: Kind, item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return pickFields(item, kind.domain.fields);
}

/** The item with new contents and, unless the reason is null, a new first entry in its history. */
export function replaceContents(
  state: SandboxState,
  item: StoredItem,
  info: object,
  change: { reason: string; by: string } | null,
): StoredItem {
  const content = removeNulls({ ...info });
  const history = item.history ?? [];
  const now = state.clock.seconds();
  const entry: HistoryEntry | null = change && {
    id: Math.max(-1, ...history.map(({ id }) => id)) + 1,
    timestamp: now,
    reason: change.reason,
    username: change.by,
    item: { ...content },
  };
  return {
    ...content,
    history: entry ? [entry, ...history] : history,
    ...pickFields(item, SeededItem.fields),
    updated_timestamp: now,
    record_type: 'COMPLETE_ITEM',
  };
}

/** The fields of an item that a model has, in the order of the model. */
function pickFields<T extends object, F extends object>(item: T, fields: F): Pick<T, keyof F & keyof T> {
  const names = Object.keys(fields).filter((name) => Object.hasOwn(item, name));
  return Object.fromEntries(names.map((name) => [name, Reflect.get(item, name)])) as Pick<
    T,
    keyof F & keyof T
  >; // fields of `item`, by their names
}

type WorkflowLink = 'create_activity_workflow_id' | 'version_activity_workflow_id';

/** Writes the job that records the creation to the item. */
export function addWorkflowLink(item: StoredItem, link: WorkflowLink, sessionId: string): StoredItem {
  return { ...item, workflow_links: { ...item.workflow_links, [link]: sessionId } };
}

/**
 * Launches the job that records the creation of an item of a versioned kind, and writes it to the item.
 * @param person to whom the actor is linked.
 * @returns the session id of the job; null for other kinds
 */
export function launchCreationJob(
  state: SandboxState,
  kind: Kind,
  item: StoredItem,
  person: string | undefined,
  actor: Actor,
): string | null {
  if (!kind.hasVersions || person === undefined) return null;
  const sessionId = state.jobs.launch({
    username: actor.username,
    subType: 'REGISTER_CREATE_ACTIVITY',
    payload: { created_item_id: item.id, created_item_subtype: item.item_subtype, linked_person_id: person },
  });
  state.items.put(addWorkflowLink(item, 'create_activity_workflow_id', sessionId));
  return sessionId;
}
