import { UnhandledServerError, unauthenticated } from '../http/errors.ts';
import type { Authenticate, User } from '../http/route.ts';
import type { Tokens } from './tokens.ts';

const MISSING_ROLE_MESSAGE = 'You are not authorized: your token lacks a role that this route needs.';

/** Checks a token as the APIs do: signature and expiry, the claims that they use, then the roles; the caller needs all. */
export function createAuthenticator(tokens: Tokens): Authenticate {
  return async (authorization, roles) => {
    const [scheme = '', ...rest] = (authorization ?? '').split(' ');
    if (scheme.toLowerCase() !== 'bearer') throw unauthenticated('Not authenticated');
    const token = rest.join(' ');
    const claims = await tokens.claims(token);
    if (!claims) throw unauthenticated('Could not validate credentials');
    const user = readUser(claims, token);
    if (!roles.every((role) => user.roles.includes(role))) throw unauthenticated(MISSING_ROLE_MESSAGE);
    return user;
  };
}

function readUser(claims: Record<string, unknown>, token: string): User {
  const access = claims['realm_access'];
  if (access === undefined) throw unauthenticated('The token does not have the expected structure.');
  const roles = typeof access === 'object' && access !== null && 'roles' in access ? access.roles : undefined;
  const username = claims['preferred_username'];
  if (!Array.isArray(roles) || typeof username !== 'string')
    throw new UnhandledServerError('token without roles or username');
  const email = claims['email'];
  return { username, email: typeof email === 'string' ? email : null, roles, access_token: token };
}
