import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { appendToList } from '../../files/shared-list.ts';
import { describeWriteError } from '../../files/write-errors.ts';
import { getTemporaryFolder } from './runner-temp.ts';

/**
 * Adds an entry to a list in `RUNNER_TEMP`, which the runner empties at the start of a job.
 * @param parts identify the list.
 * @param entry one line of text.
 * @returns the entries of earlier steps; none without a writable folder.
 */
export function appendToRunnerTempList(parts: readonly string[], entry: string): string[] {
  const name = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  const folder = getTemporaryFolder();
  try {
    return appendToList(join(folder, `provena-step-${name}`), entry, { roots: [folder] });
  } catch (error) {
    if (describeWriteError(error) === undefined) throw error;
    return [];
  }
}
