import { decodeJwt } from 'jose';
import type { IncomingRequest } from '../http/incoming.ts';

/** The user of the token, which is not verified, or the user or client of a token request. */
export function getCaller(request: IncomingRequest): string | null {
  const { authorization = '', 'content-type': contentType = '' } = request.headers;
  if (/^bearer /i.test(authorization)) return getTokenUser(authorization.slice('bearer '.length));
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return null;
  const form = new URLSearchParams(request.body.toString());
  return form.get('username') ?? form.get('client_id');
}

function getTokenUser(token: string): string | null {
  try {
    const { preferred_username: name } = decodeJwt(token);
    return typeof name === 'string' ? name : null;
  } catch {
    return null; // not a JWT
  }
}
