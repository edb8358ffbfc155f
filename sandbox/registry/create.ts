import { badRequest } from '../http/refusal.ts';
import { NotDone } from '../not-done.ts';
import type { World } from '../world.ts';
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

/** A record without contents: a handle to be filled later. @throws Refusal 400 for a writer linked to nobody */
export function seedItem(world: World, kind: Kind, actor: Actor): StoredItem {
  getRequiredPerson(world, kind, actor);
  const seed = createHeader(world, kind, actor.username);
  insertItem(world, kind, seed);
  return seed;
}

/** A seed with its absent fields as null. */
export function createSeedReply(seed: StoredItem) {
  return { seeded_item: SeededItem.read(seed, [], []) };
}

/**
 * A complete record, and for versioned kinds the job that records its making.
 * @throws NotDone when the registry would not take the body; Refusal 400 for a writer linked to nobody or without email
 */
export function createItem(world: World, kind: Kind, info: object, actor: Actor) {
  const person = getRequiredPerson(world, kind, actor);
  const problem = validateInfo(world, kind, info);
  if (problem !== undefined) throw new NotDone(problem);
  assertEmail(actor);
  return world.db.atomically(() => {
    const item = insertCompleteItem(world, kind, info, actor.username);
    const session =
      kind.hasVersions && person !== undefined ? launchCreationJob(world, item, person, actor) : null;
    return { created_item: readItem(world, kind, item.id), register_create_activity_session_id: session };
  });
}

/** Writes a complete record for an owner, as the server also does on its own for activities. */
export function insertCompleteItem(world: World, kind: Kind, info: object, owner: string): StoredItem {
  const item = replaceContents(world, createHeader(world, kind, owner), info, {
    reason: FIRST_REASON,
    by: owner,
  });
  insertItem(world, kind, item);
  return item;
}

function readItem(world: World, kind: Kind, id: string): Record<string, unknown> {
  const stored = world.items.get(id);
  const seen = stored && parseItem(kind, stored);
  if (seen?.as !== 'item') throw badRequest(`The new item ${id} cannot be read back.`);
  return seen.item;
}
