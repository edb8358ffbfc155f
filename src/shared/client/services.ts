/** The services of one Provena instance. `keycloak` is the realm's URL, the others are base URLs of APIs. */
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

/** Base URL of each service, without a trailing slash. */
export type Endpoints = Readonly<Record<Service, string>>;
