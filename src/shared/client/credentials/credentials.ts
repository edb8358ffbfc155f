/**
 * Credentials of a program, created by `accessToken`, `offlineToken`, `clientCredentials`, `githubOidc` or
 * `deviceLogin`. Pass them to `connect`, which sends them to the realm.
 */
export type Credentials = FixedToken | Grant;

/** An access token from elsewhere. It is used until it expires. */
export interface FixedToken {
  readonly kind: 'fixed';
  readonly token: string;
}

/** A grant for which the realm issues access tokens repeatedly. */
export interface Grant {
  readonly kind: 'grant';
  /** Whether a person may have to confirm a login, for which the time limits of calls are too short. */
  readonly isInteractive?: boolean | undefined;
  /** @throws AuthError if the realm rejects it. */
  obtain(realm: Realm, signal: AbortSignal): Promise<TokenResponse>;
}

/** Token response of the realm, with the names of RFC 6749. */
export interface TokenResponse {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in?: number | undefined;
  readonly refresh_token?: string | undefined;
}

/** The realm for a grant. Requests are retried after network failures. */
export interface Realm {
  /** Requests a token. */
  token(request: TokenRequest, signal: AbortSignal): Promise<TokenResponse>;
  /** Posts a form to another endpoint of the realm. @returns the JSON of the response. */
  post(endpoint: RealmEndpoint, request: TokenRequest, signal: AbortSignal): Promise<unknown>;
}

export interface RealmEndpoint {
  /** For messages: `keycloak.token`. */
  readonly operation: string;
  /** Below the URL of the realm. */
  readonly path: string;
}

export interface TokenRequest {
  readonly form: Readonly<Record<string, string>>;
  /** Client id and secret, for HTTP Basic. */
  readonly basic?: { readonly id: string; readonly secret: string } | undefined;
  /** For messages: `the offline token`. */
  readonly credentialName: string;
  /** Advice for a rejection by the realm: by OAuth error code, `default` for all others. */
  readonly remedies: Readonly<Record<string, string>>;
}

/** Client of Provena's realms for programs that act for a person. */
export const AUTOMATED_ACCESS = 'automated-access';
