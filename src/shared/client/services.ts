/**
 * The services of a Provena instance. `keycloak` is the URL of the realm, the others are base URLs of APIs. Apart from
 * endpoints.ts, because the errors name a service and endpoints.ts throws errors.
 */
export const SERVICES = [
  'keycloak',
  'registry',
  'datastore',
  'prov',
  'jobs',
  'auth',
  'search',
  'handle',
] as const;
export type Service = (typeof SERVICES)[number];

/** A value for each service. */
export function mapServices<T>(create: (service: Service) => T): Readonly<Record<Service, T>> {
  // SERVICES lists all keys.
  return Object.fromEntries(SERVICES.map((service) => [service, create(service)])) as Record<Service, T>;
}

/** Base URL of each service, without a trailing slash. */
export type Endpoints = Readonly<Record<Service, string>>;
