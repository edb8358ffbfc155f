import type { CallOptions, Endpoints, Provena } from '../../src/shared/client/index.ts';
import { type CheckResult, createFailedCheck } from './check-result.ts';
import type { ServiceName } from './inputs.ts';

/** Health request of each service. */
const HEALTH_CHECKS: Readonly<
  Record<ServiceName, (provena: Provena, options: CallOptions) => Promise<unknown>>
> = {
  registry: ({ registry }, options) => registry.health(options),
  datastore: ({ datastore }, options) => datastore.health(options),
  prov: ({ prov }, options) => prov.health(options),
  jobs: ({ jobService }, options) => jobService.health(options),
  auth: ({ auth }, options) => auth.health(options),
  search: ({ search }, options) => search.health(options),
  handle: ({ idService }, options) => idService.health(options),
};

/** Result of the check of a service. */
export type ServiceCheckResult = CheckResult & { readonly name: ServiceName };

/** Checks services concurrently and independently. */
export function checkServices(
  names: readonly ServiceName[],
  provena: Provena,
  options: CallOptions,
): Promise<ServiceCheckResult[]> {
  return Promise.all(names.map((name) => checkService(name, provena, provena.endpoints, options)));
}

async function checkService(
  what: ServiceName,
  provena: Provena,
  endpoints: Endpoints,
  options: CallOptions,
): Promise<ServiceCheckResult> {
  const startedAt = performance.now();
  try {
    await HEALTH_CHECKS[what](provena, options);
    return {
      name: what,
      status: 'there',
      message: endpoints[what],
      ms: Math.round(performance.now() - startedAt),
    };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { ...createFailedCheck(what, error), name: what };
  }
}
