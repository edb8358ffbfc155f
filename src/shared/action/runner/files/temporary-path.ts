import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { getTemporaryFolder } from '../../../files/runner-temp.ts';

/** Paths that this step has claimed, by their path without a number. */
const temporaryPaths = new Map<string, string>();

/**
 * Returns the path of a file that this step keeps for the rest of the job, in the runner's temporary folder: the same path for
 * the same end of its name. The steps of a composite action share their name, so a file that exists belongs to an earlier one.
 */
export function getTemporaryPath(ending: string, prefix = 'provena'): string {
  const step = process.env['GITHUB_ACTION'] ?? 'step';
  const getPath = (number: string): string =>
    join(getTemporaryFolder(), `${prefix}-${step}${number}${ending}`.replace(/[^\w.-]+/g, '-'));
  const first = getPath('');
  const known = temporaryPaths.get(first);
  if (known !== undefined) return known;
  let path = first;
  for (let number = 2; existsSync(path); number++) path = getPath(`-${number}`);
  temporaryPaths.set(first, path);
  return path;
}
