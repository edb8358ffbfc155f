import { afterEach, beforeEach } from 'node:test';
import { createStepEnvironment, type StepEnvironment } from './step-environment.ts';

/**
 * Gives each test of a suite a new folder as `RUNNER_TEMP`.
 * @returns a function that returns the folder of the current test.
 */
export function useRunnerTemp(): () => string {
  let environment: StepEnvironment;
  beforeEach(() => {
    environment = createStepEnvironment();
  });
  afterEach(() => environment[Symbol.dispose]());
  return () => environment.temporary;
}
