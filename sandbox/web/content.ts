import type { RequestLogEntry } from '../control/request-log.ts';
import type { Login } from '../keycloak/realm.ts';
import type { Role } from '../keycloak/users.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** The data that the pages show. */
export type PageContext = {
  state: SandboxState;
  users: Record<Role, Login>;
  control: string;
  /** The request log, oldest first. */
  requests(): RequestLogEntry[];
};
