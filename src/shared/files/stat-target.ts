import { type Stats, statSync } from 'node:fs';

/**
 * Reads the properties of a file, through links. @returns undefined when there is no such file, or when links lead to no file: a
 * broken link or a loop of links.
 */
export function statTarget(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOOP') return undefined;
    throw error;
  }
}
