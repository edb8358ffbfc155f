/**
 * What a program has to identify itself with. Made by `accessToken`, `offlineToken`, `clientCredentials`, `githubOidc`
 * or `deviceLogin`, and given to `connect`, which alone talks to the realm.
 */
export type Credentials = FixedToken | Grant;

/** A token that somebody else obtained; it is used as long as it lasts. */
export interface FixedToken {
  readonly kind: 'fixed';
  readonly token: string;
}

/** Something that the realm gives access tokens for, again and again. */
export interface Grant {
  readonly kind: 'grant';
  /** @throws AuthError if the realm does not accept it. */
  obtain(realm: Realm, signal: AbortSignal): Promise<TokenResponse>;
}

/** What the realm answers, in the words of RFC 6749. */
export interface TokenResponse {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in?: number | undefined;
  readonly refresh_token?: string | undefined;
}

/** The realm, as a grant sees it. Requests are repeated on trouble of the network. */
export interface Realm {
  /** Asks for a token. */
  token(request: TokenRequest, signal: AbortSignal): Promise<TokenResponse>;
  /** Posts a form to another path of the realm; the answer's JSON. */
  post(path: string, request: TokenRequest, signal: AbortSignal): Promise<unknown>;
}

export interface TokenRequest {
  readonly form: Readonly<Record<string, string>>;
  /** Client id and secret, for HTTP Basic. */
  readonly basic?: { readonly id: string; readonly secret: string } | undefined;
  /** For messages: `the offline token`. */
  readonly credentialName: string;
  /** What a person can do when the realm refuses; by OAuth error code, `default` for all others. */
  readonly remedies: Readonly<Record<string, string>>;
}

/** The client that Provena's realms have for programs that act for a person. */
export const AUTOMATED_ACCESS = 'automated-access';
