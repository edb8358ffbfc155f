export type { Deps } from './lifecycle/action-definition.ts';
export type { InputsOf } from './lifecycle/run-action.ts';
export { startAction } from './lifecycle/start-action.ts';
