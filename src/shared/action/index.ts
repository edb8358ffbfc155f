// All that actions need to start; an action imports the rest from the folder of its capability.
export type { Deps } from './lifecycle/action-definition.ts';
export { startAction } from './lifecycle/start-action.ts';
