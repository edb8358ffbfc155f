import { badRequest } from '../http/errors.ts';
import { StatusFailure } from '../http/status.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { Actor } from './access.ts';
import {
  createHeader,
  FIRST_REASON,
  insertItem,
  launchCreationJob,
  replaceContents,
} from './item-contents.ts';
import type { Kind } from './kinds.ts';
import { SeededItem, type StoredItem } from './models/item.ts';
import { parseItem } from './parse.ts';
import { assertEmail, getRequiredPerson } from './permission.ts';
import { validateInfo } from './validation.ts';

/** A record without contents: a handle to be filled later. @throws RequestRejectedError (400) for a writer linked to nobody */
export function seedItem(state: SandboxState, kind: Kind, actor: Actor): StoredItem {
  getRequiredPerson(state, kind, actor);
  const seed = createHeader(state, kind, actor.username);
  insertItem(state, kind, seed);
  return seed;
}

/** A seed with its absent fields as null. */
export function createSeedReply(seed: StoredItem) {
  return { seeded_item: SeededItem.read(seed, [], []) };
}

/**
 * A complete record, and for versioned kinds the job that records its making.
 * @throws StatusFailure when the registry would not take the body; RequestRejectedError (400) for a writer linked to nobody or without email
 */
export function createItem(state: SandboxState, kind: Kind, info: object, actor: Actor) {
  const person = getRequiredPerson(state, kind, actor);
  const problem = validateInfo(state, kind, info);
  if (problem !== undefined) throw new StatusFailure(problem);
  assertEmail(actor);
  return state.db.atomically(() => {
    const item = insertCompleteItem(state, kind, info, actor.username);
    const session =
      kind.hasVersions && person !== undefined ? launchCreationJob(state, item, person, actor) : null;
    return { created_item: readItem(state, kind, item.id), register_create_activity_session_id: session };
  });
}

/** Writes a complete record for an owner, as the server also does on its own for activities. */
export function insertCompleteItem(state: SandboxState, kind: Kind, info: object, owner: string): StoredItem {
  const item = replaceContents(state, createHeader(state, kind, owner), info, {
    reason: FIRST_REASON,
    by: owner,
  });
  insertItem(state, kind, item);
  return item;
}

function readItem(state: SandboxState, kind: Kind, id: string): Record<string, unknown> {
  const stored = state.items.get(id);
  const seen = stored && parseItem(kind, stored);
  if (seen?.as !== 'item') throw badRequest(`The new item ${id} cannot be read back.`);
  return seen.item;
}
