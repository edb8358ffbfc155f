/** An OAuth client of the realm. */
export type Client = {
  id: string;
  /** Only for confidential clients. */
  secret?: string;
  /** Scopes of every token. The claim `scope` does not list `roles` and `basic`. */
  scopes: string[];
  optionalScopes: string[];
  /** Whether the password grant is enabled. */
  password: boolean;
  device: boolean;
  /** Realm roles of the service account of a confidential client. */
  roles: string[];
};

type Kind = Partial<Omit<Client, 'id' | 'scopes'>> & { scopes?: string[] };

const PROFILE = ['profile', 'email'];

function client(id: string, kind: Kind): Client {
  return {
    id,
    scopes: [...PROFILE, 'roles'],
    optionalScopes: [],
    password: false,
    device: false,
    roles: [],
    ...kind,
  };
}

function service(id: string, roles: string[]): Client {
  return client(id, { secret: `${id}-secret`, roles });
}

const SERVICE_ROLES = [
  'entity-registry-read',
  'entity-registry-write',
  'entity-registry-admin',
  'job-service-read',
  'job-service-write',
];

const CLIENTS: Client[] = [
  client('automated-access', {
    scopes: PROFILE,
    optionalScopes: ['roles', 'offline_access'],
    password: true,
    device: true,
  }),
  client('client-tools', { password: true, device: true }),
  client('admin-tools', { device: true, optionalScopes: ['offline_access'] }),
  client('cli-client', { password: true }),
  client('integration-tests', { password: true, optionalScopes: ['offline_access'] }),
  service('data-store-api', [...SERVICE_ROLES, 'data-store-api']),
  service('prov-api', [...SERVICE_ROLES, 'prov-api']),
  // It mints handles and looks up the groups of users (recorded from a real server).
  service('registry-api', [...SERVICE_ROLES, 'handle-read', 'handle-write', 'sys-admin-read']),
  service('auth-api', SERVICE_ROLES),
  service('service_account_oidc_aws', []),
];

/** @returns the client with this id; undefined if there is none */
export function findClient(id: string | null): Client | undefined {
  return CLIENTS.find((known) => known.id === id);
}

/** @returns the scopes of a token when these are requested; undefined if the client may not have one of them */
export function computeScopes(client: Client, requested: string[]): Set<string> | undefined {
  const allowed = new Set(['openid', ...client.scopes, ...client.optionalScopes]);
  return requested.every((scope) => allowed.has(scope))
    ? new Set([...client.scopes, ...requested])
    : undefined;
}

/** The field `scope` of a token response. */
export function formatScopes(scopes: Set<string>): string {
  return ['openid', 'offline_access', 'profile', 'email'].filter((scope) => scopes.has(scope)).join(' ');
}
