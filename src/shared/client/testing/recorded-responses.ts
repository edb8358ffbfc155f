import { readFileSync } from 'node:fs';
import { KINDS } from '../registry/kinds.ts';
import { mapServices, type Service } from '../services.ts';

type Responses = Readonly<Record<string, unknown>>;

/**
 * Responses of a running server (provena a4142d4), by method and path; long lists are cut. Responses that could not
 * be recorded are in `made.json`, as the API documents them.
 */
const RECORDED = mapServices((service) => (service === 'keycloak' ? {} : readFixture(service)));
const WRITTEN_BY_HAND = readFixture('made');

const KIND_PATHS = Object.values(KINDS).map(({ path }) => `/registry/${path}`);

/** Recorded response to a request, without its query. */
export function getRecordedResponse<T = unknown>(service: Service, method: string, path: string): T {
  const route = `${method} ${path}`;
  const recorded = RECORDED[service];
  const kind = KIND_PATHS.find((prefix) => path.startsWith(`${prefix}/`)) ?? '';
  // Responses of the registry that are the same for every kind were recorded once.
  const forAnyKind = `${method} <kind>${path.slice(kind.length)}`;
  const candidates = [recorded[route], recorded[forAnyKind], WRITTEN_BY_HAND[`${service} ${route}`]];
  // All services respond alike to the check of any level.
  if (/^\/check-access\/check-\w+-access$/.test(path))
    candidates.push(RECORDED.registry['GET /check-access/check-general-access']);
  for (const response of candidates) {
    // Each caller gives the type of its fixture.
    if (response !== undefined) return response as T;
  }
  throw new Error(
    `there is no recorded response of ${service} ${route}: add one to fixtures/${service}.json or made.json`,
  );
}

function readFixture(name: string): Responses {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
}
