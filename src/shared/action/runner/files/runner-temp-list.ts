import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { getTemporaryFolder } from '../../../files/runner-temp.ts';
import type { Roots } from '../../../files/safe-path.ts';
import { appendToList, readList } from '../../../files/shared-list.ts';
import { describeFileFailure } from '../../../files/write-errors.ts';
import { redactCredentials } from '../secrets/secrets.ts';

/**
 * Adds an entry to a list in `RUNNER_TEMP`, which the runner empties at the start of a job. Tokens in the entry are replaced,
 * because a server can return the token that it received.
 * @param parts identify the list.
 * @param entry one line of text.
 * @returns the entries of earlier steps; none without a writable folder.
 */
export function appendToRunnerTempList(parts: readonly string[], entry: string): string[] {
  return accessList(parts, (path, roots) => appendToList(path, redactCredentials(entry), { roots }));
}

/** The entries that steps of this job have added to a list. */
export function readRunnerTempList(parts: readonly string[]): string[] {
  return accessList(parts, readList);
}

function accessList(parts: readonly string[], access: (path: string, roots: Roots) => string[]): string[] {
  const name = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  const folder = getTemporaryFolder();
  try {
    return access(join(folder, `provena-step-${name}`), [folder]);
  } catch (error) {
    if (describeFileFailure(error) === undefined) throw error;
    return [];
  }
}
