import type { Login } from '../keycloak/realm.ts';
import type { Role } from '../keycloak/users.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/**
 * The data that the pages show. In a file of its own, because Keycloak's page uses layout.ts, and this type needs
 * Keycloak's: together they would be an import cycle.
 */
export type PageContext = {
  state: SandboxState;
  users: Record<Role, Login>;
  control: string;
};
