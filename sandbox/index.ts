/** A local Provena, for programs that start one themselves. `main.ts` is the same for the command line. */
export type { Control } from './control/control.ts';
export type { Dials } from './control/dials.ts';
export type { JournalEntry } from './control/journal.ts';
export type { Login } from './keycloak/realm.ts';
export type { Role } from './keycloak/users.ts';
export type { FaultKind, Rule, ServiceName } from './misbehaviour/rules.ts';
export { type Sandbox, startSandbox } from './sandbox.ts';
export type { Seed } from './seed.ts';
export type { Endpoints, Pace, Settings } from './settings.ts';
