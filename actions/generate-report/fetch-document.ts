import { StepFailedError } from '../../src/shared/action/lifecycle/failure.ts';
import type { Log } from '../../src/shared/action/runner/log.ts';
import { createRetries } from '../../src/shared/client/http/retry.ts';
import { createTransport } from '../../src/shared/client/http/transport.ts';
import { type ProxyOptions, RETRY, TimedOutError, UnavailableError } from '../../src/shared/client/index.ts';

export interface FetchDocumentOptions {
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
export async function fetchDocument(
  url: string,
  { proxy, signal, log }: FetchDocumentOptions,
): Promise<Uint8Array> {
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
            throw createConnectionError(host, limit.aborted, error);
          });
        if (answer.status === 200) return answer.bytes;
        throw createStatusError(host, answer.status);
      },
    });
  } finally {
    await transport.close();
  }
}

function createConnectionError(host: string, isLate: boolean, error: unknown) {
  if (isLate) return new TimedOutError(`${OPERATION}: no answer from ${host} within ${TIMEOUT_MS} ms`);
  const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
  return new UnavailableError(`${OPERATION}: cannot reach ${host}${code}`, { transient: true });
}

function createStatusError(host: string, status: number) {
  if (status >= 500 || status === 429)
    return new UnavailableError(`${OPERATION}: ${host} failed (${status})`, { status, transient: true });
  return new StepFailedError(`${OPERATION}: ${host} does not open the link (${status})`, {
    advice: 'Run the step again: it gets a new link.',
    anchor: 'report-download-failed',
  });
}
