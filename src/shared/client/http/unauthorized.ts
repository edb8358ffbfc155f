import { MISSING_CREDENTIALS, type Token } from '../credentials/token.ts';
import { AuthError, type ErrorDetails, ForbiddenError, type ProvenaError } from '../errors.ts';
import { type Access, getRequiredRoles } from './access.ts';
import type { HttpResponse } from './response.ts';
import { getServerTime } from './server-clock.ts';

/** Amazon API Gateway, which is in front of real instances, renames the header. */
const CHALLENGE_HEADERS = ['www-authenticate', 'x-amzn-remapped-www-authenticate'];

/**
 * Provena responds with 401 to an invalid token, a missing realm role, a locked item and an item of another person. Only the
 * token that was sent and the header `WWW-Authenticate` distinguish them.
 */
export function classifyUnauthorized(
  details: ErrorDetails,
  access: Access,
  token: Token | undefined,
  response: HttpResponse,
): ProvenaError {
  if (!token) return new AuthError(`requires a token, but ${MISSING_CREDENTIALS}`, details);
  if (isExpired(token, response)) {
    return new AuthError('the token has expired. Request a new one', details);
  }
  const { claims } = token;
  if (!claims) return new AuthError(appendDetail('the token was rejected', details), details);
  const needed = details.request ? getRequiredRoles(details.request.service, access) : [];
  const grantedRoles = claims.realm_access?.roles;
  if (needed.length > 0 && !grantedRoles) {
    const remedy = 'An offline token must be requested with the scopes "offline_access roles"';
    return new AuthError(`the token has no realm roles. ${remedy}`, details);
  }
  const missingRoles = needed.filter((role) => !grantedRoles?.includes(role));
  if (missingRoles.length > 0) {
    const [roles, them] = missingRoles.length === 1 ? ['role', 'it'] : ['roles', 'them'];
    const message = `${claims.preferred_username ?? 'the user'} lacks the realm ${roles} ${missingRoles.join(' and ')}. Ask an administrator of the instance for ${them}`;
    return new ForbiddenError(message, { ...details, missingRoles });
  }
  if (details.request && claims.iss && token.issuer && claims.iss !== token.issuer) {
    const message = `the token was issued by ${claims.iss}, this instance's realm is ${token.issuer}`;
    return new AuthError(appendDetail(message, details), details);
  }
  // The servers send it with errors of the token and of roles, but not with those of an item.
  if (CHALLENGE_HEADERS.some((name) => response.headers[name] !== undefined))
    return new AuthError(appendDetail('the token was rejected', details), details);
  return createForbiddenError(details, claims.preferred_username);
}

/** The roles are present, so the item is the cause: not shared with this user, locked, or released. */
export function createForbiddenError(details: ErrorDetails, user = 'the user'): ForbiddenError {
  return new ForbiddenError(appendDetail(`${user} is not permitted to do this`, details), details);
}

/**
 * Whether the token had expired when the server checked it, by the server's clock if it reports the time: a runner's
 * clock may be wrong.
 */
export function isExpired({ claims }: Token, response: HttpResponse): boolean {
  if (claims?.exp === undefined) return false;
  return claims.exp * 1000 <= getServerTime(response.headers) + MAX_DATE_LAG_MS;
}

/** Servers update the header `Date` once a second. */
const MAX_DATE_LAG_MS = 1000;

export function appendDetail(message: string, { detail }: ErrorDetails): string {
  return detail ? `${message}: ${detail}` : message;
}
