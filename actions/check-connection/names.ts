/** The APIs of an instance that can be asked how they are. */
export const SERVICES = ['registry', 'datastore', 'prov', 'jobs', 'auth', 'search', 'handle'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** What a user may be able to. */
export const ABILITIES = ['read', 'write', 'admin', 'linked'] as const;
export type Ability = (typeof ABILITIES)[number];
