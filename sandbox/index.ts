/** The exports of the npm package. `main.ts` is the command line. */
export type { Control } from './control/control.ts';
export type { RequestLogEntry } from './control/request-log.ts';
export type { RuntimeSettings } from './control/runtime-settings.ts';
export type { FaultKind, FaultRule } from './faults/rules.ts';
export type { Login } from './keycloak/realm.ts';
export type { Role } from './keycloak/users.ts';
export { type Sandbox, startSandbox } from './sandbox.ts';
export type { Endpoints, Pace, ServiceName, Settings } from './settings.ts';
export type { Seed } from './state/seed.ts';
