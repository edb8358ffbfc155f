import type { JWTPayload } from 'jose';
import { json, type Reply } from '../http/reply.ts';
import { type Client, computeScopes, findClient, formatScopes } from './clients.ts';
import type { DeviceCodes } from './device-codes.ts';
import type { RealmKeys } from './keys.ts';
import { invalidClient, invalidGrant, invalidRequest, invalidScope, OAuthError } from './oauth-error.ts';
import type { Session, Sessions } from './sessions.ts';
import type { TokenResponse, Tokens } from './tokens.ts';
import { createServiceAccount, findPerson } from './users.ts';

export type Realm = {
  name: string;
  keys: RealmKeys;
  /** The URL of the realm. */
  issuer(): string;
  tokens: Tokens;
  sessions: Sessions;
  deviceCodes: DeviceCodes;
  /** Keycloak before 26 accepts an empty `scope` in a refresh request, which the official client sends. */
  acceptsEmptyScope: boolean;
};

type Form = URLSearchParams;
type Grant = (form: Form, client: Client, realm: Realm) => Promise<TokenResponse>;

/** The grant types of the token endpoint. */
const GRANTS: Record<string, Grant> = {
  refresh_token: refresh,
  password: grantPassword,
  client_credentials: grantClientCredentials,
  authorization_code: async (form) => {
    throw form.has('code') ? invalidGrant('Code not valid') : invalidRequest('Missing parameter: code');
  },
  'urn:ietf:params:oauth:grant-type:device_code': grantDeviceCode,
};

export async function handleTokenRequest(
  form: Form,
  authorization: string | undefined,
  realm: Realm,
): Promise<Reply> {
  const grantType = form.get('grant_type');
  if (grantType === null) throw invalidRequest('Missing form parameter: grant_type');
  const grant = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined;
  if (!grant) throw new OAuthError(400, 'unsupported_grant_type', 'Unsupported grant_type');
  const client = authenticateClient(form, authorization);
  assertUniqueNames(form);
  return json(await grant(form, client, realm), 200, { 'cache-control': 'no-store', pragma: 'no-cache' });
}

/** Authenticates the client of a request by form fields or HTTP Basic. @throws OAuthError 401 */
export function authenticateClient(form: Form, authorization: string | undefined): Client {
  const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  const [basicId, basicSecret] =
    basic === undefined ? [] : Buffer.from(basic, 'base64').toString().split(':');
  const client = findClient(basicId ?? form.get('client_id'));
  if (!client) throw invalidClient('invalid_client');
  const secret = basicSecret ?? form.get('client_secret');
  if (client.secret !== undefined && client.secret !== secret) throw invalidClient('unauthorized_client');
  return client;
}

/** @throws OAuthError for a form with several values of a name */
export function assertUniqueNames(form: Form, error = 'invalid_request'): void {
  if (new Set(form.keys()).size < form.size) throw new OAuthError(400, error, 'duplicated parameter');
}

async function refresh(form: Form, client: Client, realm: Realm): Promise<TokenResponse> {
  const session = await getSession(form, client, realm);
  const scope = form.get('scope');
  if (scope !== null && !(scope === '' && realm.acceptsEmptyScope)) assertGrantedScopes(scope, session);
  const account = findPerson(session.username);
  if (!account) throw invalidGrant('Invalid refresh token');
  return realm.tokens.grant(account, client, session);
}

/** The session of the refresh token of a form. @throws OAuthError for an invalid token or that of another client */
export async function getSession(form: Form, client: Client, realm: Realm): Promise<Session> {
  const token = form.get('refresh_token');
  if (token === null) throw invalidRequest('No refresh token');
  const session = findSession(await realm.tokens.refreshClaims(token), realm);
  if (!session) throw invalidGrant('Invalid refresh token');
  if (session.clientId !== client.id) {
    throw invalidGrant("Invalid refresh token. Token client and authorized client don't match");
  }
  return session;
}

/** @returns the session of a token; undefined if there is none or it has ended */
export function findSession(claims: JWTPayload | undefined, { sessions }: Realm): Session | undefined {
  const id = claims?.['sid'];
  return typeof id === 'string' ? sessions.use(id) : undefined;
}

/** Checks the scopes of a refresh request. @throws OAuthError for one that was not granted */
function assertGrantedScopes(requested: string, session: Session): void {
  if (!requested.split(' ').every((scope) => session.scopes.has(scope))) throw invalidScope(requested);
}

async function grantPassword(form: Form, client: Client, realm: Realm): Promise<TokenResponse> {
  if (!client.password) {
    throw new OAuthError(400, 'unauthorized_client', 'Client not allowed for direct access grants');
  }
  const scopes = grantScopes(form.get('scope') ?? '', client);
  const username = form.get('username');
  if (username === null) throw invalidRequest('Missing parameter: username', 401);
  const account = findPerson(username);
  if (!account || account.password !== form.get('password'))
    throw invalidGrant('Invalid user credentials', 401);
  return realm.tokens.grant(account, client, realm.sessions.start(account.username, client.id, scopes));
}

async function grantClientCredentials(form: Form, client: Client, realm: Realm): Promise<TokenResponse> {
  if (client.secret === undefined) {
    throw new OAuthError(401, 'unauthorized_client', 'Public client not allowed to retrieve service account');
  }
  const scopes = grantScopes(form.get('scope') ?? '', client);
  const account = createServiceAccount(client.id, client.roles);
  return {
    access_token: await realm.tokens.accessToken(account, client, scopes),
    expires_in: realm.tokens.lifetimes.access_token_seconds,
    refresh_expires_in: 0,
    token_type: 'Bearer',
    'not-before-policy': 0,
    scope: formatScopes(scopes),
  };
}

async function grantDeviceCode(form: Form, client: Client, realm: Realm): Promise<TokenResponse> {
  if (!client.device) throw invalidGrant('Client not allowed OAuth 2.0 Device Authorization Grant');
  const code = form.get('device_code');
  if (code === null) throw invalidRequest('Missing parameter: device_code');
  const approved = realm.deviceCodes.poll(code, client.id);
  const scopes = grantScopes(approved.scope, client); // Keycloak checks them only now
  const account = findPerson(approved.username);
  if (!account) throw invalidGrant('User not found');
  return realm.tokens.grant(account, client, realm.sessions.start(account.username, client.id, scopes));
}

/** @throws OAuthError for a scope that the client may not have */
function grantScopes(requested: string, client: Client): Set<string> {
  const scopes = computeScopes(
    client,
    requested.split(' ').filter((scope) => scope !== ''),
  );
  if (!scopes) throw invalidScope(requested);
  return scopes;
}
