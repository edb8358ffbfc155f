import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { getQuery, type IncomingRequest } from '../http/incoming.ts';
import { json, plainText, Reply } from '../http/reply.ts';
import type { RequestHandler } from '../http/service.ts';
import { decideOnDevice, renderDevicePage } from './device-page.ts';
import { createJsonWebKeySet, encodePublicKey } from './keys.ts';
import { invalidGrant, invalidRequest, OAuthError } from './oauth-error.ts';
import {
  assertUniqueNames,
  authenticateClient,
  findSession,
  getSession,
  handleTokenRequest,
  type Realm,
} from './token-endpoint.ts';
import { createProfile, createSubject } from './tokens.ts';
import { findPerson } from './users.ts';

type Handler = (request: IncomingRequest, form: URLSearchParams, realm: Realm) => Reply | Promise<Reply>;

const CONNECT = '/protocol/openid-connect';

/** The pages of a realm by path and method. */
const ROUTES: Record<string, Record<string, Handler>> = {
  '': { GET: (_request, _form, realm) => describeRealm(realm) },
  '/.well-known/openid-configuration': { GET: (_request, _form, realm) => describeEndpoints(realm) },
  '/device': {
    GET: (request) => renderDevicePage(getQuery(request).get('user_code') ?? ''),
    POST: (_, form, realm) => decideOnDevice(form, realm.deviceCodes),
  },
  [`${CONNECT}/certs`]: {
    GET: async (_request, _form, realm) =>
      replyWithoutCache(await createJsonWebKeySet(realm.keys, realm.name)),
  },
  [`${CONNECT}/token`]: {
    POST: (request, form, realm) => handleTokenRequest(form, request.headers.authorization, realm),
  },
  [`${CONNECT}/auth/device`]: {
    GET: () => renderDevicePage('', 'Programs start a login here with POST.'),
    POST: startDeviceLogin,
  },
  [`${CONNECT}/userinfo`]: { GET: getUserInfo, POST: getUserInfo },
  [`${CONNECT}/revoke`]: { POST: revokeToken },
  [`${CONNECT}/logout`]: { POST: endSession },
  [`${CONNECT}/token/introspect`]: { POST: introspectToken },
};

/**
 * A Keycloak with one realm: documents, token endpoint, device flow. `prefix` is the path before `/realms`: `/auth` up to
 * Keycloak 16, empty since 17.
 */
export function createKeycloak(prefix: string, realm: Realm): RequestHandler {
  const start = `${prefix}/realms/`;
  return {
    async handle(request) {
      if (!request.path.startsWith(start))
        return json({ error: 'Unable to find matching target resource method' }, 404);
      const [, name = '', rest = ''] = /^([^/]*)(.*)$/s.exec(request.path.slice(start.length)) ?? [];
      if (name !== realm.name) return json({ error: 'Realm does not exist' }, 404);
      const route = rest.replace(/\/$/, '');
      const methods = Object.hasOwn(ROUTES, route) ? ROUTES[route] : undefined;
      if (!methods) return json({ error: 'Unable to find matching target resource method' }, 404);
      const handler = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
      if (!handler) return json({ error: 'HTTP 405 Method Not Allowed' }, 405);
      try {
        return await handler(request, readForm(request), realm);
      } catch (error) {
        if (error instanceof OAuthError) return error.reply();
        throw error;
      }
    },
  };
}

function describeRealm(realm: Realm): Reply {
  return replyWithoutCache({
    realm: realm.name,
    public_key: encodePublicKey(realm.keys.publicKey).toString('base64'),
    'token-service': `${realm.issuer()}/protocol/openid-connect`,
    'account-service': `${realm.issuer()}/account`,
    'tokens-not-before': 0,
  });
}

async function describeEndpoints(realm: Realm): Promise<Reply> {
  const document = await readFile(new URL('./discovery.yaml', import.meta.url), 'utf8');
  return replyWithoutCache(parse(document.replaceAll('{issuer}', realm.issuer())));
}

function startDeviceLogin(request: IncomingRequest, form: URLSearchParams, realm: Realm): Reply {
  const client = authenticateClient(form, request.headers.authorization);
  assertUniqueNames(form, 'invalid_grant');
  if (!client.device) throw invalidGrant('Client not allowed for OAuth 2.0 Device Authorization Grant');
  const started = realm.deviceCodes.start(client.id, form.get('scope') ?? '', `${realm.issuer()}/device`);
  return json(started, 200, { 'cache-control': 'no-store, must-revalidate, max-age=0' });
}

async function getUserInfo(request: IncomingRequest, _form: URLSearchParams, realm: Realm): Promise<Reply> {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const reject = (reason: string) =>
    plainText('', 401, { 'www-authenticate': `Bearer realm="${realm.name}"${reason}` });
  if (token === undefined) return reject('');
  const claims = await realm.tokens.claims(token);
  const account = findPerson(String(claims?.['preferred_username']));
  if (!account) return reject(', error="invalid_token", error_description="Token verification failed"');
  return json({ sub: createSubject(account.username), ...createProfile(account) }, 200, {
    'cache-control': 'no-cache',
  });
}

async function revokeToken(request: IncomingRequest, form: URLSearchParams, realm: Realm): Promise<Reply> {
  const client = authenticateClient(form, request.headers.authorization);
  assertUniqueNames(form);
  const token = form.get('token');
  if (token === null) throw invalidRequest('Token not provided');
  const access = await realm.tokens.claims(token);
  if (access?.['typ'] === 'ID') throw new OAuthError(400, 'unsupported_token_type', 'Unsupported token type');
  const session = access ? undefined : findSession(await realm.tokens.refreshClaims(token), realm);
  const owner = session?.clientId ?? access?.['azp'];
  if (owner === undefined) throw new OAuthError(200, 'invalid_token', 'Invalid token'); // Keycloak responds with 200 and an error
  if (owner !== client.id) throw invalidRequest('Unmatching clients');
  if (session) realm.sessions.end(session.id);
  return new Reply(200, {}, '');
}

async function endSession(request: IncomingRequest, form: URLSearchParams, realm: Realm): Promise<Reply> {
  const client = authenticateClient(form, request.headers.authorization);
  realm.sessions.end((await getSession(form, client, realm)).id);
  return new Reply(204, {}, '');
}

async function introspectToken(
  request: IncomingRequest,
  form: URLSearchParams,
  realm: Realm,
): Promise<Reply> {
  if (!form.has('client_id') && !request.headers.authorization)
    throw invalidRequest('Authentication failed.', 401);
  const client = authenticateClient(form, request.headers.authorization);
  if (client.secret === undefined) throw invalidRequest('Client not allowed.', 403);
  assertUniqueNames(form);
  const token = form.get('token');
  if (token === null) throw invalidRequest('Token not provided.');
  const claims = await realm.tokens.claims(token);
  return json(claims ? { ...claims, active: true } : { active: false });
}

function readForm(request: IncomingRequest): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded/i.test(request.headers['content-type'] ?? '');
  return new URLSearchParams(isForm ? request.body.toString() : '');
}

function replyWithoutCache(document: unknown): Reply {
  return json(document, 200, {
    'content-type': 'application/json;charset=UTF-8',
    'cache-control': 'no-cache',
  });
}
