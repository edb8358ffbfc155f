import { createRetries } from '../../client/http/retry.ts';
import { createTransport } from '../../client/http/transport.ts';
import { type ProxyOptions, RETRY, TimedOutError, UnavailableError } from '../../client/index.ts';
import type { Log } from '../runner/log.ts';
import { OutcomeError } from '../running/failure.ts';

export interface FetchOptions {
  readonly proxy?: ProxyOptions | undefined;
  readonly signal: AbortSignal;
  readonly log: Log;
}

const TIMEOUT_MS = 120_000;
const OPERATION = 'fetching the document';

/**
 * The bytes behind a link that opens by itself. It is not Provena that answers, so the token stays here; and since the
 * link is a secret, messages name its host alone.
 * @throws UnavailableError or TimedOutError when no answer comes; OutcomeError when the link does not open.
 */
export async function fetchLink(url: string, { proxy, signal, log }: FetchOptions): Promise<Uint8Array> {
  const transport = createTransport(proxy);
  const retries = createRetries(RETRY, ({ because }) => log.info(`${because.message}; trying again`));
  const { host } = new URL(url);
  try {
    return await retries.run({
      operation: OPERATION,
      safety: 'safe',
      signal,
      attempt: async () => {
        const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
        const answer = await transport
          .send({ method: 'GET', url, headers: {} }, limit)
          .catch((error: unknown) => {
            signal.throwIfAborted();
            throw unreachable(host, limit.aborted, error);
          });
        if (answer.status === 200) return answer.bytes;
        throw closed(host, answer.status);
      },
    });
  } finally {
    await transport.close();
  }
}

function unreachable(host: string, isLate: boolean, error: unknown) {
  if (isLate) return new TimedOutError(`${OPERATION}: no answer from ${host} within ${TIMEOUT_MS} ms`);
  const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
  return new UnavailableError(`${OPERATION}: cannot reach ${host}${code}`, { transient: true });
}

function closed(host: string, status: number) {
  if (status >= 500 || status === 429)
    return new UnavailableError(`${OPERATION}: ${host} failed (${status})`, { status, transient: true });
  return new OutcomeError(`${OPERATION}: ${host} does not open the link (${status})`, {
    advice: 'Run the step again: it gets a new link.',
    topic: 'the-report-cannot-be-fetched',
  });
}
