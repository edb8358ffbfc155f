import type { RequestLogEntry } from '../control/request-log.ts';
import type { Login } from '../keycloak/realm.ts';
import type { Role } from '../keycloak/users.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** What the pages show. */
export type PageContext = {
  state: SandboxState;
  users: Record<Role, Login>;
  control: string;
  /** Requests that were answered, oldest first. */
  requests(): RequestLogEntry[];
};
