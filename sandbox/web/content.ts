import type { JournalEntry } from '../control/journal.ts';
import type { Login } from '../keycloak/realm.ts';
import type { Role } from '../keycloak/users.ts';
import type { World } from '../world.ts';

/** What the pages show. */
export type PageContext = {
  world: World;
  users: Record<Role, Login>;
  control: string;
  /** Requests that were answered, oldest first. */
  requests(): JournalEntry[];
};
