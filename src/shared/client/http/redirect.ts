import type { HttpResponse } from './response.ts';

/** An answer sends the caller to another host. It is not followed: the token belongs to Provena's hosts alone. */
export class CrossOriginRedirectError extends Error {
  constructor(from: URL, to: string) {
    super(`${from.host} redirects to another host (${to}), which is not followed`);
  }
}

/** Statuses after which the same request is made again elsewhere. 303 asks for another kind of request: see below. */
const REPEATING: readonly number[] = [307, 308];
const CHANGING: readonly number[] = [301, 302, 303];

/**
 * Where a redirect leads, or `undefined` if the answer is none that can be followed. The servers redirect a
 * trailing slash (307). A 301, 302 or 303 may turn a POST into a GET, so only a GET follows those.
 * @throws CrossOriginRedirectError
 */
export function resolveRedirect(method: string, from: URL, answer: HttpResponse): URL | undefined {
  const follows = REPEATING.includes(answer.status) || (method === 'GET' && CHANGING.includes(answer.status));
  const location = answer.headers['location'];
  if (!follows || location === undefined) return undefined;
  const to = URL.parse(location, from.href);
  if (!to) return undefined;
  const upgraded = from.protocol === 'http:' && to.protocol === 'https:' && to.hostname === from.hostname;
  if (to.origin !== from.origin && !upgraded) throw new CrossOriginRedirectError(from, to.host);
  return to;
}
