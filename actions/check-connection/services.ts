import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { type CallOptions, type Provena, ProvenaError } from '../../src/shared/client/index.ts';
import { type CheckResult, runCheck } from './check-result.ts';
import type { ServiceName } from './inputs.ts';

/**
 * A read request of each service that no other service has: their health requests are equal. Any response but 404
 * identifies the service; unknown ids avoid that the response depends on the data.
 */
const IDENTIFYING_REQUESTS: Readonly<
  Record<ServiceName, (provena: Provena, options: CallOptions) => Promise<unknown>>
> = {
  registry: ({ registry }, options) => registry.version(options),
  datastore: ({ datastore }, options) => datastore.datasetSchema(options),
  prov: ({ prov }, options) => prov.generateCsvTemplate(UNKNOWN_HANDLE, options),
  jobs: ({ jobService }, options) => jobService.fetch(UNKNOWN_SESSION, options),
  auth: ({ auth }, options) => auth.lookupLink(options),
  search: ({ search }, options) => search.searchRegistry('provena', { ...options, limit: 1 }),
  handle: ({ idService }, options) => idService.get(UNKNOWN_HANDLE, options),
};

const UNKNOWN_HANDLE = '10378.1/0';
const UNKNOWN_SESSION = '00000000-0000-4000-8000-000000000000';

/** Errors of responses that the user could correct if they were from Provena; 404 has a message of its own. */
const REJECTIONS: ReadonlySet<ProvenaError['family']> = new Set(['auth', 'forbidden', 'rejected', 'invalid']);

const REJECTION_ADVICE =
  "Check the address above, the proxy settings, and what the firewall of the runner's network permits.";

/** Checks whether a service responds. */
export async function checkService(
  service: ServiceName,
  provena: Provena,
  options: CallOptions,
): Promise<CheckResult<ServiceName>> {
  const startedAt = performance.now();
  const url = provena.endpoints[service];
  const part = service === 'jobs' ? 'jobService' : service === 'handle' ? 'idService' : service;
  const result = await runCheck(service, options, async () => {
    await provena[part].health(options).catch((error: unknown) => {
      if (error instanceof ProvenaError && REJECTIONS.has(error.family) && (error.status ?? 404) !== 404)
        throw new StepFailedError(
          `${url} rejects the health request (${error.status}), which needs no token at a Provena service`,
          { advice: REJECTION_ADVICE, anchor: 'server-unavailable', cause: error },
        );
      throw error;
    });
    return { message: url, ms: Math.round(performance.now() - startedAt) };
  });
  const isNamed = result.message.includes(new URL(url).host);
  return isNamed ? result : { ...result, message: `${result.message}. Address: ${url}` };
}

/** Checks which service is at an address that responded: two addresses may be swapped. Requires a token. */
export async function identifyService(
  result: CheckResult<ServiceName>,
  provena: Provena,
  options: CallOptions,
): Promise<CheckResult<ServiceName>> {
  const { name, status } = result;
  if (status !== 'passed') return result;
  try {
    await IDENTIFYING_REQUESTS[name](provena, options);
    return result;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof ProvenaError) || error.status !== 404) return result;
    return {
      name,
      status: 'failed',
      message: `another service responds at ${provena.endpoints[name]}: it has no ${error.request?.route}`,
      advice:
        'Correct the addresses in endpoints (input endpoints or PROVENA_ENDPOINTS): two of them may be swapped.',
      anchor: 'server-unavailable',
    };
  }
}
