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

/** Something that the realm exchanges for access tokens, again and again. */
export interface Grant {
  readonly kind: 'grant';
  /** For messages: `the offline token`. */
  readonly name: string;
  /** What to send to the realm's token endpoint. */
  request(context: GrantContext): Promise<TokenRequest>;
  /** What a person can do when the realm refuses; by OAuth error code, `default` for all others. */
  readonly remedies: Readonly<Record<string, string>>;
  /** Told of every answer of the realm, so that a login can be kept. */
  readonly received?: (answer: TokenAnswer) => Promise<void>;
}

export interface TokenRequest {
  readonly form: Readonly<Record<string, string>>;
  /** Client id and secret, for HTTP Basic. */
  readonly basic?: { readonly id: string; readonly secret: string };
}

/** What the realm answers, in the words of RFC 6749. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in?: number | undefined;
  readonly refresh_token?: string | undefined;
}

export interface GrantContext {
  readonly signal: AbortSignal;
  /** Posts a form to a path of the realm: for grants that need more than the token endpoint. */
  readonly realm: RealmPost;
}

export type RealmPost = (
  path: string,
  request: TokenRequest,
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly body: unknown }>;

/** The client that every Provena realm has for programs that act for a person. */
export const AUTOMATED_ACCESS = 'automated-access';
