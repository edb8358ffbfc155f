import { AuthError } from '../http/errors.ts';
import { type Claims, parseClaims } from '../http/jwt.ts';
import type { CallLimits } from '../http/network-failure.ts';

export interface Token {
  readonly value: string;
  /** `undefined` for a token that is not a JSON Web Token. */
  readonly claims: Claims | undefined;
  /** Who should have issued it: the realm's URL. Unknown for a token that the realm itself gave, by whatever name. */
  readonly issuer: string | undefined;
}

/** Where calls get their token. */
export interface TokenSource {
  /** A token that should still be good, or `undefined` if the client has no credentials. */
  getToken(limits: CallLimits): Promise<Token | undefined>;
  /** A token to use in place of one that the server found expired, or `undefined` if there can be none. */
  renewToken(stale: Token, limits: CallLimits): Promise<Token | undefined>;
}

/** @throws AuthError for text that cannot travel in a header; the text itself is not repeated. */
export function parseToken(value: string, issuer?: string): Token {
  if (!/^[\w.~+/=-]+$/.test(value)) {
    throw new AuthError(
      'the token holds characters that a token never has. Was it pasted with a line break?',
    );
  }
  return { value, claims: parseClaims(value), issuer };
}
