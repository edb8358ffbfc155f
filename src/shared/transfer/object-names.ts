import nodePath from 'node:path';
import type { Issue } from '../client/index.ts';
import type { PathRules } from '../files/safe-path.ts';
import { createInvalidNamesError } from './errors.ts';
import type { StoreAddress } from './store.ts';

/** The file in the root of each dataset's folder in which Provena keeps the metadata. Uploads never change it. */
export const SERVER_METADATA_FILE = 'metadata.json';

/** S3's limit, in bytes of UTF-8. */
const MAX_KEY_BYTES = 1024;

/** Names of the files in which downloads keep what is not complete, in any case for the file systems that ignore case. */
const PARTIAL_FILE_NAME = /^\.provena-[\da-f]{16}\.part(?:\.ranges)?$/i;

/** Whether a file name is reserved for the partial files of downloads. */
export function isPartialFileName(segment: string): boolean {
  return PARTIAL_FILE_NAME.test(segment);
}

/** Returns why a file name cannot be part of a key, or `undefined` if it can. Names have `/` between folders. */
export function findNameIssue(prefix: string, name: string): string | undefined {
  const segments = name.split('/');
  if (segments.includes('')) return 'it has an empty segment: a "/" at its start or end, or "//"';
  if (segments.some((segment) => segment === '.' || segment === '..')) return 'it has a segment "." or ".."';
  if (!name.isWellFormed()) return 'it is not valid Unicode. Rename the file';
  if (name.includes('\0')) return 'it contains a NUL character. Rename the file';
  if (segments.some(isPartialFileName))
    return 'it is part of a download that is not complete. Complete the download, or delete the file';
  const length = Buffer.byteLength(prefix) + Buffer.byteLength(name);
  if (length > MAX_KEY_BYTES)
    return `its key would have ${length} bytes; S3 allows ${MAX_KEY_BYTES}. Shorten it`;
  return undefined;
}

/** Returns the key prefix of the dataset's folder, ending in a slash. */
export function toFolderPrefix(address: StoreAddress): string {
  return address.prefix === '' || address.prefix.endsWith('/') ? address.prefix : `${address.prefix}/`;
}

/**
 * Splits the path of a folder inside the dataset: `out`, `./out/` or nothing.
 * @param path overrides the platform's path rules, for tests: Windows also separates folders by backslashes.
 */
export function splitFolder(folder = '', path: PathRules = nodePath): string[] {
  return folder
    .split(path.sep === '\\' ? /[\\/]/ : '/')
    .filter((segment) => segment !== '' && segment !== '.');
}

/** Normalizes a folder inside the dataset. The result ends in a slash unless it is empty. */
export function normalizeFolder(name: 'destination' | 'source', folder: string | undefined): string {
  const segments = splitFolder(folder);
  if (segments.includes('..')) {
    throw createInvalidNamesError([{ path: [name], message: 'must not contain ".."', code: 'outside' }]);
  }
  return segments.map((segment) => `${segment}/`).join('');
}

/**
 * Checks sorted file names before anything is sent.
 * @throws InvalidError that lists all invalid and duplicate names.
 */
export function assertValidNames(prefix: string, sorted: Iterable<string>): void {
  const issues: Issue[] = [];
  let previous: string | undefined;
  for (const name of sorted) {
    const isDuplicate = name === previous;
    const message = isDuplicate ? 'two files have this name in the dataset' : findNameIssue(prefix, name);
    if (message) issues.push({ path: [name], message, code: isDuplicate ? 'twice' : 'name' });
    previous = name;
  }
  if (issues.length > 0) throw createInvalidNamesError(issues);
}
