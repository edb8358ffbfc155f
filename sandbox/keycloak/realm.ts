import type { RequestHandler } from '../http/service.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { DeviceCodes } from './device-codes.ts';
import { createKeycloak } from './keycloak.ts';
import { loadRealmKeys } from './keys.ts';
import { Sessions } from './sessions.ts';
import { Tokens } from './tokens.ts';
import { PEOPLE, type Role } from './users.ts';

/** Login of a test. The offline token is valid for new access tokens until it is revoked. */
export type Login = { username: string; email: string; offlineToken: string; password: string };

export type RunningRealm = {
  keycloak: RequestHandler;
  path: string;
  tokens: Tokens;
  logins(): Promise<Record<Role, Login>>;
};

/** Scopes of the offline tokens that the sandbox issues; the APIs need them to see roles. */
const OFFLINE_SCOPES = ['openid', 'profile', 'email', 'roles', 'offline_access'];
const OFFLINE_CLIENT = 'automated-access';

/** The realm of a sandbox, with its keys and sessions from the database. */
export async function startRealm({ db, clock, endpoints, settings }: SandboxState): Promise<RunningRealm> {
  const keys = await loadRealmKeys(db);
  const issuer = () => endpoints.keycloak;
  const tokens = new Tokens(keys, clock, issuer);
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
    const session = sessions.getOrStartOffline(account.username, OFFLINE_CLIENT, new Set(OFFLINE_SCOPES));
    const offlineToken = await tokens.refreshToken(account, session);
    return {
      username: account.username,
      email: account.email ?? '',
      offlineToken,
      password: account.password ?? '',
    };
  };
  return {
    keycloak: createKeycloak(prefix, realm),
    path: `${prefix}/realms/${settings.realm}`,
    tokens,
    async logins() {
      const roles = Object.keys(PEOPLE) as Role[]; // the keys of the constant
      const entries = await Promise.all(roles.map(async (role) => [role, await login(role)] as const));
      return Object.fromEntries(entries) as Record<Role, Login>; // an entry for each role
    },
  };
}
