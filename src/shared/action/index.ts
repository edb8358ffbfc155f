export type { Deps } from './definition.ts';
export type { InputsOf } from './run-action.ts';
export { startAction } from './start-action.ts';
