import type { SandboxState } from '../state/sandbox-state.ts';
import { DeviceCodes } from './device-codes.ts';
import { createKeycloak } from './keycloak.ts';
import { loadRealmKeys } from './keys.ts';
import { Sessions } from './sessions.ts';
import { Tokens } from './tokens.ts';
import { PEOPLE, type Role } from './users.ts';

/** Login of a test. The offline token is valid for new access tokens until it is revoked. */
export type Login = { username: string; email: string; offlineToken: string; password: string };

/** Scopes of the offline tokens that the sandbox issues; the APIs need them to see roles. */
const OFFLINE_SCOPES = ['openid', 'profile', 'email', 'roles', 'offline_access'];
const OFFLINE_CLIENT = 'automated-access';

/** The realm of a sandbox, with its keys and sessions from the database. */
export function createRealm(state: SandboxState) {
  const { db, clock, endpoints, settings } = state;
  const keys = loadRealmKeys(db);
  const issuer = () => endpoints.keycloak;
  const tokens = new Tokens(keys, state.runtime, clock, issuer);
  const sessions = new Sessions(db, clock);
  const realm = {
    name: settings.realm,
    keys,
    issuer,
    tokens,
    sessions,
    deviceCodes: new DeviceCodes(db, clock),
    acceptsEmptyScope: settings.keycloak < 26,
  };
  const prefix = settings.keycloak < 26 ? '/auth' : ''; // Keycloak 17 moved its pages
  const login = async (role: Role): Promise<Login> => {
    const account = PEOPLE[role];
    const { username, email, password } = account;
    const session = sessions.getOrStartOffline(username, OFFLINE_CLIENT, new Set(OFFLINE_SCOPES));
    const offlineToken = await tokens.refreshToken(account, session);
    return { username, email: email ?? '', offlineToken, password: password ?? '' };
  };
  return {
    keycloak: createKeycloak(prefix, realm),
    path: `${prefix}/realms/${settings.realm}`,
    tokens,
    async logins(): Promise<Record<Role, Login>> {
      const roles = Object.keys(PEOPLE) as Role[]; // the keys of the constant
      const entries = await Promise.all(roles.map(async (role) => [role, await login(role)] as const));
      return Object.fromEntries(entries) as Record<Role, Login>; // an entry for each role
    },
  };
}
