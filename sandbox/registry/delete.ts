import type { World } from '../world.ts';
import { assertUnlocked } from './permission.ts';

/** Takes an item out of the tables, whatever its kind; handles and the graph stay. @throws Refusal 400 unknown, 401 locked */
export function deleteItem(world: World, id: string): void {
  assertUnlocked(world, id);
  world.db.atomically(() => {
    world.items.delete(id);
    world.access.delete(id);
    world.locks.delete(id);
  });
}
