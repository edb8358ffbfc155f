import { AuthError } from '../errors.ts';
import { parseClaims } from '../http/jwt.ts';
import { AUTOMATED_ACCESS, type Credentials, type Grant, type TokenRequest } from './credentials.ts';
import { assertToken } from './token.ts';
import { createRefreshForm } from './token-request.ts';

/**
 * A token from elsewhere, used unchanged until it expires. Surrounding white space is removed.
 * @throws AuthError for a token of another kind.
 */
export function accessToken(token: string): Credentials {
  const text = requireText('access token', token);
  const kind = OTHER_TOKEN_KINDS[parseClaims(text)?.typ ?? ''];
  if (kind) throw new AuthError(`the access token is ${kind}`);
  const credentials = { kind: 'fixed', token: text } as const;
  // So that the token does not appear when the credentials are printed or logged.
  return Object.defineProperty(credentials, 'token', { enumerable: false });
}

/** Tokens that no API accepts, by the claim `typ` that Keycloak writes. */
const OTHER_TOKEN_KINDS: Readonly<Record<string, string>> = {
  Offline: 'an offline token. Set it as the offline token instead',
  Refresh: 'a refresh token. Set an offline token instead',
  ID: 'an ID token, which no API accepts. Set an access token',
};

/**
 * An offline token, exchanged for short-lived access tokens on demand. It must have been requested with the scopes
 * `offline_access roles`: without `roles`, its access tokens have no permissions. In a realm that accepts each refresh
 * token only once, pass the same credentials to all clients of the program.
 * @throws AuthError for an access token, and for a character that tokens cannot contain.
 */
export function offlineToken(token: string, clientId: string = AUTOMATED_ACCESS): Credentials {
  const text = requireText('offline token', token);
  assertToken('offline token', text);
  if (parseClaims(text)?.typ === 'Bearer')
    throw new AuthError(
      'the offline token is an access token. Set it as the access token, or request an offline token',
    );
  let latest = text;
  return createSequentialGrant(async (realm, signal) => {
    const request = createRefreshRequest('the offline token', latest, clientId);
    const response = await realm.token(request, signal);
    // A realm that rotates refresh tokens accepts each of them only once.
    latest = response.refresh_token ?? latest;
    return response;
  });
}

/** A grant that several clients can share: its requests are sequential, so that each uses the refresh token of the one before. */
export function createSequentialGrant(obtain: Grant['obtain']): Grant {
  let last: Promise<unknown> = Promise.resolve();
  return {
    kind: 'grant',
    obtain(realm, signal) {
      const result = last.then(() => obtain(realm, signal));
      last = result.catch(() => {});
      return result;
    },
  };
}

/** A refresh token, and the advice if the realm rejects it. */
export function createRefreshRequest(
  credentialName: string,
  refreshToken: string,
  clientId: string,
): TokenRequest {
  return {
    form: createRefreshForm(refreshToken, clientId),
    credentialName,
    remedies: {
      invalid_grant: `It has expired, was revoked, belongs to a client other than ${clientId}, or was used before in a realm that accepts each token once. Request a new one`,
      default: `Check that it was requested from this realm and for the client ${clientId}`,
    },
  };
}

/** A confidential client of the realm: a service account, not a person. */
export function clientCredentials(clientId: string, clientSecret: string): Credentials {
  const request: TokenRequest = {
    form: { grant_type: 'client_credentials' },
    basic: { id: clientId, secret: requireText('client secret', clientSecret) },
    credentialName: `the client ${clientId}`,
    remedies: {
      default: 'Check client id and secret, and that the client has a service account in this realm',
    },
  };
  return { kind: 'grant', obtain: (realm, signal) => realm.token(request, signal) };
}

export interface GithubOidcOptions {
  /** Returns GitHub's ID token of the running job; called once per access token. */
  readonly idToken: (options: { readonly signal: AbortSignal }) => Promise<string>;
  /** Client of the realm that may exchange tokens. */
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** Alias of GitHub as an identity provider in the realm; default `github`. */
  readonly identityProvider?: string | undefined;
}

/**
 * The identity of a GitHub Actions job, exchanged at the realm for an access token (RFC 8693). The realm must trust
 * GitHub as an identity provider and allow the client to exchange tokens.
 */
export function githubOidc(options: GithubOidcOptions): Credentials {
  const { clientId, clientSecret, identityProvider = 'github' } = options;
  const basic = clientSecret ? { id: clientId, secret: clientSecret } : undefined;
  return {
    kind: 'grant',
    async obtain(realm, signal) {
      const form = {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: await options.idToken({ signal }),
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        subject_issuer: identityProvider,
      };
      const request: TokenRequest = {
        form: basic ? form : { ...form, client_id: clientId },
        basic,
        credentialName: "GitHub's ID token",
        remedies: {
          unsupported_grant_type: 'The realm has no token exchange. An administrator can enable it',
          default: `Check that the realm trusts GitHub as identity provider "${identityProvider}" and lets ${clientId} exchange its tokens`,
        },
      };
      return realm.token(request, signal);
    },
  };
}

/** The trimmed value. A program in JavaScript can pass `undefined`, for example of a variable that is not set. */
function requireText(name: string, value: string | undefined): string {
  const text = value?.trim();
  if (text) return text;
  throw new AuthError(`the ${name} is empty. Check the variable or the secret that holds it`);
}
