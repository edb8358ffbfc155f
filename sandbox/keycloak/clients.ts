/** A program that may ask the realm for tokens. */
export type Client = {
  id: string;
  /** Confidential clients alone have one. */
  secret?: string;
  /** Scopes in every token. `roles` and `basic` do not show in the token's own list of scopes. */
  scopes: string[];
  optionalScopes: string[];
  /** May exchange a password for tokens. */
  password: boolean;
  device: boolean;
  /** Realm roles of the client's own account, for confidential clients. */
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
  // Mints handles, and looks up the groups of users (recorded from a real server).
  service('registry-api', [...SERVICE_ROLES, 'handle-read', 'handle-write', 'sys-admin-read']),
  service('auth-api', SERVICE_ROLES),
  service('service_account_oidc_aws', []),
];

/** The client with an id, or undefined. */
export function clientCalled(id: string | null): Client | undefined {
  return CLIENTS.find((known) => known.id === id);
}

const KNOWN_SCOPES = ['openid', 'profile', 'email', 'roles', 'offline_access'];
const UNSEEN_SCOPES = new Set(['roles']);

/** The scopes of a token for this client when these are asked for, or undefined when it may not have one of them. */
export function grantedScopes(client: Client, asked: string[]): Set<string> | undefined {
  const allowed = new Set(['openid', ...client.scopes, ...client.optionalScopes]);
  return asked.every((scope) => allowed.has(scope)) ? new Set([...client.scopes, ...asked]) : undefined;
}

/** As an answer of the token endpoint lists them. */
export function scopeText(scopes: Set<string>): string {
  const order = ['openid', 'offline_access', 'profile', 'email'];
  const seen = KNOWN_SCOPES.filter((scope) => scopes.has(scope) && !UNSEEN_SCOPES.has(scope));
  return seen.sort((a, b) => order.indexOf(a) - order.indexOf(b)).join(' ');
}
