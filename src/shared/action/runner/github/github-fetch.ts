import { Readable } from 'node:stream';
import { readBounded } from '../../../client/http/read-bounded.ts';

/** A page of 100 comments of 65,536 characters has about 7 MiB. */
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

type Fetch = typeof globalThis.fetch;

/**
 * Limits requests to GitHub's API in bytes and time, so that a server cannot occupy the step, and to one host, so that the
 * token is not sent to the address of a further page elsewhere.
 */
export function limitFetch(send: Fetch, apiUrl: string, deadline: AbortSignal): Fetch {
  const { origin } = new URL(apiUrl);
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== origin)
      throw new Error(`the API redirects or links to another host, ${url.host}, which is not followed`);
    const signals = [deadline, AbortSignal.timeout(REQUEST_TIMEOUT_MS), init?.signal ?? []].flat();
    const response = await send(url, { ...init, signal: AbortSignal.any(signals) });
    const { status, statusText, headers } = response;
    // The streams of fetch and of Node are the same at run time, their types are not.
    const body = response.body as Parameters<typeof Readable.fromWeb>[0] | null;
    if (body === null) return new Response(null, { status, statusText, headers });
    const bytes = await readBounded(Readable.fromWeb(body), MAX_RESPONSE_BYTES);
    return new Response(new Uint8Array(bytes), { status, statusText, headers });
  };
}
