import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

/**
 * The folder `RUNNER_TEMP`, which the runner empties at the start of a job.
 * @returns its absolute path; undefined outside of a job, where the variable is missing or empty.
 */
export function findRunnerTemp(): string | undefined {
  const folder = process.env['RUNNER_TEMP']?.trim();
  return folder ? resolve(folder) : undefined;
}

/** `RUNNER_TEMP`; outside of a job, the temporary folder of the system. */
export function getTemporaryFolder(): string {
  return findRunnerTemp() ?? tmpdir();
}
