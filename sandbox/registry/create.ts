import { parse } from '../pydantic/type.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import {
  createHeader,
  FIRST_REASON,
  insertItem,
  launchCreationJob,
  replaceContents,
} from './item-contents.ts';
import type { Kind } from './kinds.ts';
import type { StoredItem } from './models/item.ts';
import { type Actor, assertEmail, getPersonIfRequired } from './permission.ts';
import { assertValidInfo } from './validation.ts';

/** Creates a seed, an item without contents. @throws HttpError (400) for a user who is not linked to a person */
export function seedItem(state: SandboxState, kind: Kind, actor: Actor): StoredItem {
  getPersonIfRequired(state, kind, actor);
  const seed = createHeader(state, kind, actor.username);
  insertItem(state, kind, seed);
  return seed;
}

/**
 * Creates a complete item and, for versioned kinds, launches the job that records its creation.
 * @throws StatusFailure for an invalid body; HttpError (400) for a user who is not linked to a person or has no email
 */
export function createItem(state: SandboxState, kind: Kind, info: object, actor: Actor) {
  const person = getPersonIfRequired(state, kind, actor);
  assertValidInfo(state, kind, info);
  assertEmail(actor);
  return state.db.atomically(() => {
    const item = insertCompleteItem(state, kind, info, actor.username);
    const session = launchCreationJob(state, kind, item, person, actor);
    const created_item = parse(kind.item, state.items.get(item.id)).value; // with null for missing fields
    return { created_item, register_create_activity_session_id: session };
  });
}

/** Writes a complete item that belongs to `owner`: one that a user creates, or an activity that a job creates. */
export function insertCompleteItem(state: SandboxState, kind: Kind, info: object, owner: string): StoredItem {
  const item = replaceContents(state, createHeader(state, kind, owner), info, {
    reason: FIRST_REASON,
    by: owner,
  });
  insertItem(state, kind, item);
  return item;
}
