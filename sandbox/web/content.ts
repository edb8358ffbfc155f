import type { JournalEntry } from '../control/journal.ts';
import type { Sandbox } from '../sandbox.ts';
import type { World } from '../world.ts';

/** What the pages show. */
export type PageContext = {
  world: World;
  users: Sandbox['users'];
  control: string;
  /** Requests that were answered, oldest first. */
  requests(): JournalEntry[];
};
