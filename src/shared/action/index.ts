export type { Deps, Run } from './definition.ts';
export { type InputsOf, runAction } from './run-action.ts';
