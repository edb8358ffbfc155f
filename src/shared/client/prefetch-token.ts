import { AUTOMATED_ACCESS } from './credentials/credentials.ts';
import { createFormRequest, createRefreshForm, TOKEN_ENDPOINT } from './credentials/token-request.ts';
import { findRealmUrl, type Instance, isCleartext } from './endpoints.ts';
import { directTransport } from './http/direct-transport.ts';
import type { PrefetchedResponse } from './http/prefetch.ts';

export interface PrefetchOptions extends Instance {
  readonly offlineToken: string;
  readonly clientId?: string | undefined;
  readonly userAgent: string;
  /** As for `connect`. */
  readonly allowHttp?: boolean | undefined;
}

/**
 * Requests an access token from the realm while the program is still loading. Pass the result to `connect`, which
 * uses the response for its own first request, or `cancel()` it. Loads only Node's HTTP client, so it works only
 * without a proxy.
 * @returns undefined if the URL of the realm is missing or not usable; `connect` reports the error.
 */
export function prefetchToken({
  offlineToken,
  clientId = AUTOMATED_ACCESS,
  userAgent,
  allowHttp = false,
  ...instance
}: PrefetchOptions): PrefetchedResponse | undefined {
  const realm = findRealmUrl(instance);
  if (realm === undefined || (!allowHttp && isCleartext(realm))) return undefined;
  const form = createRefreshForm(offlineToken.trim(), clientId);
  const request = createFormRequest(realm + TOKEN_ENDPOINT.path, { form }, userAgent);
  const transport = directTransport(new URL(realm).protocol);
  const response = transport.then(({ send }) => send(request));
  // The caller that uses the response gets the failure; until then it is ignored.
  response.catch(() => {});
  return { request, response, cancel: () => void transport.then(({ close }) => close()) };
}
