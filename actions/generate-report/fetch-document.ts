import type { Deps } from '../../src/shared/action/index.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { createHttpClient } from '../../src/shared/client/http/http-client.ts';
import { classifyNetworkFailure } from '../../src/shared/client/http/network-failure.ts';
import { ResponseTooLargeError } from '../../src/shared/client/http/read-bounded.ts';
import { CrossOriginRedirectError } from '../../src/shared/client/http/redirect.ts';
import { createRetryRunner } from '../../src/shared/client/http/retry.ts';
import {
  DEFAULT_RETRY_POLICY,
  type ProxyOptions,
  TimedOutError,
  UnavailableError,
} from '../../src/shared/client/index.ts';

const TIMEOUT_MS = 120_000;
const OPERATION = 'fetching the document';

/**
 * Downloads a presigned link. Sends no token, because the server is not Provena. The link is a secret, so messages contain
 * its host only.
 * @throws UnavailableError or TimedOutError without a response; StepFailedError when the link is rejected.
 */
export async function fetchDocument(
  url: string,
  proxy: ProxyOptions | undefined,
  { signal, log }: Pick<Deps<never>, 'signal' | 'log'>,
): Promise<Uint8Array> {
  const transport = createHttpClient(proxy);
  const retries = createRetryRunner(DEFAULT_RETRY_POLICY, ({ error }) =>
    log.info(`${error.message}; trying again`),
  );
  const { host } = new URL(url);
  try {
    return await retries.run({
      operation: OPERATION,
      safety: 'safe',
      signal,
      attempt: async () => {
        const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
        const response = await transport
          .send({ method: 'GET', url, headers: {} }, limit)
          .catch((error: unknown) => {
            signal.throwIfAborted();
            if (limit.aborted)
              throw new TimedOutError(`${OPERATION}: no response from ${host} within ${TIMEOUT_MS} ms`);
            throw createConnectionError(host, error);
          });
        if (response.status === 200) return response.bytes;
        throw createStatusError(host, response.status);
      },
    });
  } finally {
    await transport.close();
  }
}

function createConnectionError(host: string, error: unknown) {
  if (error instanceof CrossOriginRedirectError || error instanceof ResponseTooLargeError)
    return new StepFailedError(`${OPERATION}: ${error.message}`, {
      advice: 'Ask an administrator of the instance to check the reports that the server creates.',
      anchor: 'report-download-failed',
      cause: error,
    });
  const { reason, code, isTransient } = classifyNetworkFailure(error);
  const message = `${OPERATION}: cannot reach ${host}: ${reason} (${code})`;
  return new UnavailableError(message, { transient: isTransient });
}

function createStatusError(host: string, status: number) {
  if (status >= 500 || status === 429)
    return new UnavailableError(`${OPERATION}: ${host} failed (${status})`, { status, transient: true });
  return new StepFailedError(`${OPERATION}: ${host} rejected the link (${status})`, {
    advice: 'Re-run the job to get a new link.',
    anchor: 'report-download-failed',
  });
}
