import type { HttpResponse } from './response.ts';

/** A redirect to another host. It is not followed, because the token must only be sent to Provena's hosts. */
export class CrossOriginRedirectError extends Error {
  constructor(from: URL, to: string) {
    super(`${from.host} redirects to another host (${to}), which is not followed`);
  }
}

/** Statuses that repeat the same request elsewhere. 303 changes the method: see below. */
const REPEATING: readonly number[] = [307, 308];
const CHANGING: readonly number[] = [301, 302, 303];

/**
 * Target of a redirect, or `undefined` if the response is not a redirect that can be followed. The servers redirect
 * trailing slashes (307). A 301, 302 or 303 may turn a POST into a GET, so they are followed for GET only.
 * @throws CrossOriginRedirectError
 */
export function resolveRedirect(method: string, from: URL, response: HttpResponse): URL | undefined {
  const follows =
    REPEATING.includes(response.status) || (method === 'GET' && CHANGING.includes(response.status));
  const location = response.headers['location'];
  if (!follows || location === undefined) return undefined;
  const to = URL.parse(location, from.href);
  if (!to) return undefined;
  const upgraded = from.protocol === 'http:' && to.protocol === 'https:' && to.hostname === from.hostname;
  if (to.origin !== from.origin && !upgraded) throw new CrossOriginRedirectError(from, to.host);
  return to;
}
