import { writeFileSync } from '../../../files/atomic-file.ts';
import { getTemporaryFolder } from '../../../files/runner-temp.ts';
import { describeFileFailure } from '../../../files/write-errors.ts';
import { getTemporaryPath } from '../files/temporary-path.ts';
import type { Log } from '../log/log.ts';
import { redactCredentials } from '../secrets/secrets.ts';
import { formatUnsetOutput } from './outputs.ts';

/**
 * Writes ids to a file of the job, one per line: a list of any length can be passed to another step by its path. If the
 * file cannot be written, a warning gives the reason: the ids are in other outputs as well.
 * @returns the output with the path; none for an empty list or when it cannot be written.
 */
export function writeListFile<Name extends string>(
  name: Name,
  ids: readonly string[],
  log: Log,
): Partial<Record<Name, string>> {
  if (ids.length === 0) return {};
  const path = getTemporaryPath(`-${name}.txt`);
  try {
    writeFileSync(path, redactCredentials(`${ids.join('\n')}\n`), { roots: [getTemporaryFolder()] });
    // The type of a computed key is string.
    return { [name]: path } as Record<Name, string>;
  } catch (error) {
    const reason = describeFileFailure(error);
    if (reason === undefined) throw error;
    log.warning(formatUnsetOutput(name, path, reason));
    return {};
  }
}
