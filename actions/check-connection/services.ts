import type { CallOptions, Endpoints, Provena } from '../../src/shared/client/index.ts';
import { type Finding, missing } from './finding.ts';
import type { ServiceName } from './names.ts';

/** The part of the client that greets each service. */
const GREET: Readonly<Record<ServiceName, (provena: Provena, options: CallOptions) => Promise<unknown>>> = {
  registry: ({ registry }, options) => registry.health(options),
  datastore: ({ datastore }, options) => datastore.health(options),
  prov: ({ prov }, options) => prov.health(options),
  jobs: ({ jobService }, options) => jobService.health(options),
  auth: ({ auth }, options) => auth.health(options),
  search: ({ search }, options) => search.health(options),
  handle: ({ idService }, options) => idService.health(options),
};

/** What a service answered. */
export type ServiceFinding = Finding & { readonly what: ServiceName };

/** Greets services, all at once; what is wrong with one says nothing about the others. */
export function checkServices(
  names: readonly ServiceName[],
  provena: Provena,
  options: CallOptions,
): Promise<ServiceFinding[]> {
  return Promise.all(names.map((name) => checkService(name, provena, provena.endpoints, options)));
}

async function checkService(
  what: ServiceName,
  provena: Provena,
  endpoints: Endpoints,
  options: CallOptions,
): Promise<ServiceFinding> {
  const began = performance.now();
  try {
    await GREET[what](provena, options);
    return { what, state: 'there', told: endpoints[what], ms: Math.round(performance.now() - began) };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { ...missing(what, error), what };
  }
}
