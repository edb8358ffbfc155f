/** The sandbox as a library. `main.ts` is the command line. */
export type { Control } from './control/control.ts';
export type { RequestLogEntry as JournalEntry } from './control/request-log.ts';
export type { RuntimeSettings as Dials } from './control/runtime-settings.ts';
export type { FaultKind, FaultRule as Rule, ServiceName } from './faults/rules.ts';
export type { Login } from './keycloak/realm.ts';
export type { Role } from './keycloak/users.ts';
export { type Sandbox, startSandbox } from './sandbox.ts';
export type { Endpoints, Pace, Settings } from './settings.ts';
export type { Seed } from './state/seed.ts';
