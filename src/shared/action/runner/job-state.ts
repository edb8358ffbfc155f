import * as core from '@actions/core';

/**
 * Sets environment variables of the steps after this one. One without a value is emptied where it is set, so that what
 * the job's own `env` says of it does not reach them.
 */
export function exportVariables(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined || process.env[name]) core.exportVariable(name, value ?? '');
  }
}

/** Keeps a value for what this step does at the end of the job. */
export function saveState(name: string, value: unknown): void {
  core.saveState(name, JSON.stringify(value));
}

/** What the step kept; undefined where it came to nothing. */
export function loadState(name: string): unknown {
  const text = core.getState(name);
  return text === '' ? undefined : JSON.parse(text);
}
