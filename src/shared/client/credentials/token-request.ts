import type { HttpRequest } from '../http/http-transport.ts';
import type { RealmEndpoint, TokenRequest } from './credentials.ts';

/** Issues the tokens of a realm. */
export const TOKEN_ENDPOINT: RealmEndpoint = {
  operation: 'keycloak.token',
  path: '/protocol/openid-connect/token',
};

/** Starts a device login (RFC 8628 3.1). */
export const DEVICE_ENDPOINT: RealmEndpoint = {
  operation: 'keycloak.device',
  path: '/protocol/openid-connect/auth/device',
};

/**
 * Aborts requests for tokens. Created once: an error keeps the functions that were running, and so their data, as long as
 * a signal has it.
 */
export const TOKEN_NOT_NEEDED = new DOMException('The token is no longer needed.', 'AbortError');

/** A form for the realm, as it is sent. */
export function createFormRequest(
  url: string,
  { form, basic }: Pick<TokenRequest, 'form' | 'basic'>,
  userAgent: string,
): HttpRequest {
  const headers = { 'user-agent': userAgent, 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(form).toString();
  return {
    method: 'POST',
    url,
    headers: basic ? { ...headers, authorization: formatBasicAuth(basic) } : headers,
    body,
  };
}

export function formatBasicAuth({ id, secret }: NonNullable<TokenRequest['basic']>): string {
  // RFC 6749 2.3.1: id and secret are form-encoded before they are joined.
  const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** The form for a refresh token. It has no `scope`: current versions of Keycloak reject an empty one. */
export function createRefreshForm(refreshToken: string, clientId: string): TokenRequest['form'] {
  return { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken };
}
