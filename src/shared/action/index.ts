export type { Deps } from './running/definition.ts';
export type { InputsOf } from './running/run-action.ts';
export { startAction } from './running/start-action.ts';
