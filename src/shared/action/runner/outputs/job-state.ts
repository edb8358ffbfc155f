import * as core from '@actions/core';
import { createRunnerFileError } from './runner-file-error.ts';

/**
 * Sets environment variables for the following steps. A variable without a value is cleared if it is set, so that the
 * job's own `env` does not apply to them.
 */
export function exportVariables(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined || process.env[name])
      writeForJob(`variable ${name}`, () => core.exportVariable(name, value ?? ''));
  }
}

/** Saves a value for the post step of this step. */
export function saveState(name: string, value: unknown): void {
  writeForJob('the state of the step', () => core.saveState(name, JSON.stringify(value)));
}

/** @throws StepFailedError when the runner's file cannot be written. */
function writeForJob(subject: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw createRunnerFileError(subject, error);
  }
}

/** Loads a value that {@link saveState} saved; undefined when there is none. */
export function loadState(name: string): unknown {
  const text = core.getState(name);
  return text === '' ? undefined : JSON.parse(text);
}
