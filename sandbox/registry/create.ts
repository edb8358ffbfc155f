import { badRequest } from '../http/refusal.ts';
import { NotDone } from '../not-done.ts';
import type { World } from '../world.ts';
import type { Actor } from './access.ts';
import type { Kind } from './kinds.ts';
import { SeededItem, type StoredItem } from './models/item.ts';
import { seenAs } from './parse.ts';
import { demandEmail, requiredPerson } from './permission.ts';
import { problemOf } from './validation.ts';
import { FIRST_REASON, launchCreation, newHeader, withContents, writeNew } from './writing.ts';

/** A record without contents: a handle to be filled later. @throws Refusal 400 for a writer linked to nobody */
export function seedItem(world: World, kind: Kind, actor: Actor): StoredItem {
  requiredPerson(world, kind, actor);
  const seed = newHeader(world, kind, actor.username);
  writeNew(world, kind, seed);
  return seed;
}

/** A seed with its absent fields as null. */
export function seedReply(seed: StoredItem) {
  return { seeded_item: SeededItem.read(seed, [], []) };
}

/**
 * A complete record, and for versioned kinds the job that records its making.
 * @throws NotDone when the registry would not take the body; Refusal 400 for a writer linked to nobody or without email
 */
export function createItem(world: World, kind: Kind, info: object, actor: Actor) {
  const person = requiredPerson(world, kind, actor);
  const problem = problemOf(world, kind, info);
  if (problem !== undefined) throw new NotDone(problem);
  demandEmail(actor);
  return world.db.atomically(() => {
    const item = writeComplete(world, kind, info, actor.username);
    const session =
      kind.versioned && person !== undefined ? launchCreation(world, item, person, actor) : null;
    return { created_item: asSeen(world, kind, item.id), register_create_activity_session_id: session };
  });
}

/** Writes a complete record for an owner, as the server also does on its own for activities. */
export function writeComplete(world: World, kind: Kind, info: object, owner: string): StoredItem {
  const item = withContents(world, newHeader(world, kind, owner), info, { reason: FIRST_REASON, by: owner });
  writeNew(world, kind, item);
  return item;
}

function asSeen(world: World, kind: Kind, id: string): Record<string, unknown> {
  const stored = world.items.get(id);
  const seen = stored && seenAs(kind, stored);
  if (seen?.as !== 'item') throw badRequest(`The new item ${id} cannot be read back.`);
  return seen.item;
}
