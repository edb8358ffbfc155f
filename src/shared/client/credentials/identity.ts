import { AuthError } from '../errors.ts';
import type { CallOptions } from '../http/route.ts';
import type { User } from '../model/status.ts';
import { MISSING_CREDENTIALS, type TokenSource } from './token.ts';

/** The user of an access token. */
export interface Identity {
  readonly username: string;
  readonly email: string | undefined;
  /** Realm roles. */
  readonly roles: readonly string[];
  /** Expiry of the access token; undefined if only the server can read the token. */
  readonly expiresAt: Date | undefined;
}

/** Reads the token, or requests the identity from the server if the token cannot be read. */
export async function identify(
  tokens: TokenSource,
  fetchUser: (options: CallOptions) => Promise<User>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Identity> {
  const token = await tokens.getToken(signal);
  if (!token) throw new AuthError(MISSING_CREDENTIALS);
  const { preferred_username: username, email, realm_access, exp } = token.claims ?? {};
  const expiresAt = exp === undefined ? undefined : new Date(exp * 1000);
  if (username !== undefined) return { username, email, roles: realm_access?.roles ?? [], expiresAt };
  const user = await fetchUser({ signal });
  return { username: user.username, email: user.email ?? undefined, roles: user.roles, expiresAt };
}
