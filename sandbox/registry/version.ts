import { badRequest, serverError } from '../http/errors.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { addWorkflowLink, createHeader, getContents, insertItem, replaceContents } from './item-contents.ts';
import type { Kind } from './kinds.ts';
import type { StoredItem, StoredVersioning } from './models/item.ts';
import {
  type Actor,
  ADMIN_ROLES,
  assertItemRole,
  createWrongKindError,
  getItem,
  getLinkedPerson,
} from './permission.ts';

type NewVersion = { new_version_id: string; version_job_session_id: string };

/**
 * Creates a copy of an item as its next version, and launches the job that records it. Locked items can be versioned.
 * @throws HttpError 400 for a caller who is not linked to a person, an unknown id, a seed or an item with a next
 * version; 401 without the role admin of the item; 500 for an item of another kind
 */
export function versionItem(
  state: SandboxState,
  kind: Kind,
  { id, reason }: { id: string; reason: string },
  actor: Actor,
): NewVersion {
  const person = getLinkedPerson(state, actor.username);
  const item = getItem(state, id);
  assertItemRole(state, item, actor, { needed: ADMIN_ROLES, work: 'version' });
  const parsedItem = kind.parse(item);
  if (parsedItem.type === 'unreadable') throw createWrongKindError(kind, id);
  if (parsedItem.type === 'seed') throw badRequest(`The item ${id} is a seed and cannot have versions.`);
  const versioning = item.versioning_info;
  if (!versioning) throw serverError(`The item ${id} has no versioning info.`);
  if (versioning.next_version)
    throw badRequest(`The item ${id} is not the latest version: ${versioning.next_version} is newer.`);
  return state.db.atomically(() => {
    const version = writeNextVersion(state, kind, { old: item, versioning, reason }, actor);
    const sessionId = state.jobs.launch({
      username: actor.username,
      subType: 'REGISTER_VERSION_ACTIVITY',
      payload: {
        reason,
        version_number: versioning.version + 1,
        from_version_id: id,
        to_version_id: version.id,
        linked_person_id: person,
        item_subtype: kind.subtype,
      },
    });
    state.items.put(addWorkflowLink(version, 'version_activity_workflow_id', sessionId));
    return { new_version_id: version.id, version_job_session_id: sessionId };
  });
}

/** Writes the new item and the link of the old one to it. It has the access settings of the old one and the caller as owner. */
function writeNextVersion(
  state: SandboxState,
  kind: Kind,
  { old, versioning, reason }: { old: StoredItem; versioning: StoredVersioning; reason: string },
  actor: Actor,
): StoredItem {
  const header = createHeader(state, kind, actor.username);
  header.versioning_info = { previous_version: old.id, version: versioning.version + 1, reason };
  const version = replaceContents(state, header, getContents(kind, old), {
    reason: `New version of existing item (id=${old.id}).`,
    by: actor.username,
  });
  insertItem(state, kind, version);
  const access = state.access.get(old.id);
  if (access) state.access.put(version.id, { ...access, owner: actor.username });
  state.items.put({ ...old, versioning_info: { ...versioning, next_version: version.id } });
  return version;
}
