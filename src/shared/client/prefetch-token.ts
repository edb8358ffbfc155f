import { AUTOMATED_ACCESS } from './credentials/credentials.ts';
import { createFormRequest, createRefreshForm, TOKEN_PATH } from './credentials/token-request.ts';
import { type Instance, isCleartext, resolveEndpoints } from './endpoints.ts';
import { directTransport } from './http/direct-transport.ts';
import { InvalidError } from './http/errors.ts';
import type { PrefetchedResponse } from './http/prefetch.ts';

export interface PrefetchOptions extends Instance {
  readonly offlineToken: string;
  readonly clientId?: string | undefined;
  readonly userAgent: string;
  /** As for `connect`. */
  readonly allowHttp?: boolean | undefined;
}

/**
 * Asks the realm for an access token while the program is still loading: give what comes of it to `connect`, which
 * takes the answer for its own first question, or `cancel()` it. Loads nothing but the runtime's HTTP client. Only for
 * where no proxy is in between.
 * @returns undefined where the instance is not named well enough; `connect` will say what is wrong.
 */
export function prefetchToken({
  offlineToken,
  clientId = AUTOMATED_ACCESS,
  userAgent,
  allowHttp = false,
  ...instance
}: PrefetchOptions): PrefetchedResponse | undefined {
  const realm = realmOf(instance);
  if (realm === undefined || (!allowHttp && isCleartext(realm))) return undefined;
  const form = createRefreshForm(offlineToken.trim(), clientId);
  const request = createFormRequest(realm + TOKEN_PATH, { form }, userAgent);
  const end = new AbortController();
  const wire = directTransport(realm.startsWith('https:'));
  const answer = wire.then(({ send: once }) => once(request, end.signal));
  // Whoever takes the answer hears of a failure; until then it is nobody's.
  answer.catch(() => {});
  const cancel = () => {
    end.abort();
    void wire.then(({ close }) => close());
  };
  return { request, response: answer, cancel };
}

function realmOf(instance: Instance): string | undefined {
  try {
    return resolveEndpoints(instance).keycloak;
  } catch (error) {
    if (error instanceof InvalidError) return undefined;
    throw error;
  }
}
