import { getQuery, type IncomingRequest } from '../http/incoming.ts';
import { json, plainText, Reply } from '../http/reply.ts';
import type { RequestHandler } from '../http/service.ts';
import { decideOnDevice, renderDevicePage } from './device-page.ts';
import { createDiscoveryDocument } from './documents.ts';
import { createJsonWebKeySet, encodePublicKey } from './keys.ts';
import { invalidClient, invalidGrant, OAuthError } from './oauth-error.ts';
import { authenticateClient, findSession, handleTokenRequest, type Realm } from './token-endpoint.ts';
import { createProfile, createSubject } from './tokens.ts';
import { findPerson } from './users.ts';

type Handler = (request: IncomingRequest, form: URLSearchParams) => Reply | Promise<Reply>;

/** A Keycloak with one realm: documents, token endpoint, device flow. */
export class Keycloak implements RequestHandler {
  readonly #prefix: string;
  readonly #realm: Realm;
  readonly #routes: Record<string, Record<string, Handler>>;

  /** `prefix` is the path before `/realms`: `/auth` up to Keycloak 16, empty since 17. */
  constructor(prefix: string, realm: Realm) {
    this.#prefix = `${prefix}/realms/`;
    this.#realm = realm;
    const connect = '/protocol/openid-connect';
    this.#routes = {
      '': { GET: () => this.#document() },
      '/.well-known/openid-configuration': {
        GET: () => replyWithoutCache(createDiscoveryDocument(realm.issuer())),
      },
      '/device': {
        GET: (request) => renderDevicePage(getQuery(request).get('user_code') ?? ''),
        POST: (_, form) => decideOnDevice(form, realm.deviceCodes),
      },
      [`${connect}/certs`]: {
        GET: async () => replyWithoutCache(await createJsonWebKeySet(realm.keys, realm.name)),
      },
      [`${connect}/token`]: {
        POST: (request, form) => handleTokenRequest(form, request.headers.authorization, realm),
      },
      [`${connect}/auth/device`]: {
        GET: () => renderDevicePage('', 'Programs start a login here with POST.'),
        POST: (request, form) => this.#startDevice(request, form),
      },
      [`${connect}/userinfo`]: {
        GET: (request) => this.#userInfo(request),
        POST: (request) => this.#userInfo(request),
      },
      [`${connect}/revoke`]: { POST: (request, form) => this.#revoke(request, form) },
      [`${connect}/logout`]: { POST: (request, form) => this.#logout(request, form) },
      [`${connect}/token/introspect`]: { POST: (request, form) => this.#introspect(request, form) },
    };
  }

  async handle(request: IncomingRequest): Promise<Reply> {
    if (!request.path.startsWith(this.#prefix))
      return json({ error: 'Unable to find matching target resource method' }, 404);
    const [, realm = '', rest = ''] = /^([^/]*)(.*)$/s.exec(request.path.slice(this.#prefix.length)) ?? [];
    if (realm !== this.#realm.name) return json({ error: 'Realm does not exist' }, 404);
    const route = rest.replace(/\/$/, '');
    const methods = Object.hasOwn(this.#routes, route) ? this.#routes[route] : undefined;
    if (!methods) return json({ error: 'Unable to find matching target resource method' }, 404);
    const handler = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
    if (!handler) return json({ error: 'HTTP 405 Method Not Allowed' }, 405);
    try {
      return await handler(request, readForm(request));
    } catch (error) {
      if (error instanceof OAuthError) return error.reply();
      throw error;
    }
  }

  #document(): Reply {
    return replyWithoutCache({
      realm: this.#realm.name,
      public_key: encodePublicKey(this.#realm.keys.publicKey).toString('base64'),
      'token-service': `${this.#realm.issuer()}/protocol/openid-connect`,
      'account-service': `${this.#realm.issuer()}/account`,
      'tokens-not-before': 0,
    });
  }

  #startDevice(request: IncomingRequest, form: URLSearchParams): Reply {
    const client = authenticateClient(form, request.headers.authorization);
    if (!client.device) throw invalidClient('unauthorized_client');
    const started = this.#realm.deviceCodes.start(
      client.id,
      form.get('scope') ?? '',
      `${this.#realm.issuer()}/device`,
    );
    return json(started, 200, { 'cache-control': 'no-store, must-revalidate, max-age=0' });
  }

  async #userInfo(request: IncomingRequest): Promise<Reply> {
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const reject = (reason: string) =>
      plainText('', 401, { 'www-authenticate': `Bearer realm="${this.#realm.name}"${reason}` });
    if (token === undefined) return reject('');
    const claims = await this.#realm.tokens.claims(token);
    const account = findPerson(String(claims?.['preferred_username']));
    if (!account) return reject(', error="invalid_token", error_description="Token verification failed"');
    return json({ sub: createSubject(account.username), ...createProfile(account) }, 200, {
      'cache-control': 'no-cache',
    });
  }

  async #revoke(request: IncomingRequest, form: URLSearchParams): Promise<Reply> {
    authenticateClient(form, request.headers.authorization);
    const session = await findSession(form.get('token') ?? '', this.#realm);
    if (!session) throw new OAuthError(200, 'invalid_token', 'Invalid token'); // Keycloak responds with 200 and an error
    this.#realm.sessions.end(session.id);
    return new Reply(200, {}, '');
  }

  async #logout(request: IncomingRequest, form: URLSearchParams): Promise<Reply> {
    authenticateClient(form, request.headers.authorization);
    const session = await findSession(form.get('refresh_token') ?? '', this.#realm);
    if (!session) throw invalidGrant('Invalid refresh token');
    this.#realm.sessions.end(session.id);
    return new Reply(204, {}, '');
  }

  async #introspect(request: IncomingRequest, form: URLSearchParams): Promise<Reply> {
    const client =
      form.has('client_id') || request.headers.authorization
        ? authenticateClient(form, request.headers.authorization)
        : undefined;
    if (client?.secret === undefined) throw new OAuthError(401, 'invalid_request', 'Authentication failed.');
    const claims = await this.#realm.tokens.claims(form.get('token') ?? '');
    return json(claims ? { ...claims, active: true } : { active: false });
  }
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
