import { AuthError } from '../errors.ts';
import { type Claims, parseClaims } from '../http/jwt.ts';

export interface Token {
  readonly value: string;
  /** `undefined` for a token that is not a JSON Web Token. */
  readonly claims: Claims | undefined;
  /** Expected issuer: the URL of the realm. Unknown for a token that the realm itself issued, whatever its name. */
  readonly issuer: string | undefined;
}

export interface TokenSource {
  /** Whether a person may have to confirm a login before there is a token. */
  readonly isInteractive?: boolean | undefined;
  /** A token that should still be valid, or `undefined` without credentials. */
  getToken(signal: AbortSignal): Promise<Token | undefined>;
  /** A token to replace one that the server found expired, or `undefined` if there is none. */
  renewToken(rejected: Token, signal: AbortSignal): Promise<Token | undefined>;
}

/** Reason and remedy of a call that needs credentials, for the end of a sentence. */
export const MISSING_CREDENTIALS =
  'this client has no credentials. Pass credentials to connect; optionsFromEnvironment reads them from PROVENA_OFFLINE_TOKEN';

/** @throws AuthError for a character that tokens cannot contain. */
export function parseToken(value: string, issuer?: string): Token {
  assertToken('access token', value);
  return { value, claims: parseClaims(value), issuer };
}

/** @throws AuthError for a character that tokens cannot contain. The message does not contain the text. */
export function assertToken(name: string, value: string): void {
  if (/^[\w.~+/=-]+$/.test(value)) return;
  throw new AuthError(
    `the ${name} contains a character that is not allowed in tokens. Check the secret for line breaks, quotes and spaces`,
  );
}
