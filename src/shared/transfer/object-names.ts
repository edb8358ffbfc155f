import type { Issue } from '../client/index.ts';
import { createInvalidNamesError } from './errors.ts';
import type { StoreAddress } from './store.ts';

/** The record that Provena keeps in each dataset's folder, at its root. It is the server's, and never touched. */
export const SERVER_METADATA_FILE = 'metadata.json';

/** S3's own bound, in bytes of UTF-8. */
const MAX_KEY_BYTES = 1024;

/** Why a name cannot end a key, or `undefined` when it can. Names have `/` between folders. */
export function findNameIssue(prefix: string, name: string): string | undefined {
  const steps = name.split('/');
  if (steps.includes('')) return 'a step of it is empty: it begins or ends with "/", or has "//"';
  if (steps.some((step) => step === '.' || step === '..'))
    return 'it has a step "." or "..", which leads elsewhere';
  if (!name.isWellFormed()) return 'it is not valid Unicode; rename it';
  if (name.includes('\0')) return 'it has a NUL character; rename it';
  const length = Buffer.byteLength(prefix) + Buffer.byteLength(name);
  if (length > MAX_KEY_BYTES)
    return `its key would have ${length} bytes, and a store takes ${MAX_KEY_BYTES}; shorten it`;
  return undefined;
}

/** The dataset's folder, ending in one slash. */
export function toFolderPrefix(address: StoreAddress): string {
  return address.prefix === '' || address.prefix.endsWith('/') ? address.prefix : `${address.prefix}/`;
}

/** A place below the dataset's folder as people write it: `out`, `./out/` or nothing. Ends in a slash unless empty. */
export function normalizeDestination(destination: string | undefined): string {
  const steps = (destination ?? '').split('/').filter((step) => step !== '' && step !== '.');
  if (steps.includes('..')) {
    throw createInvalidNamesError([
      { path: ['destination'], message: 'must not lead out of the dataset by ".."', code: 'outside' },
    ]);
  }
  return steps.map((step) => `${step}/`).join('');
}

/** Every name that cannot be, or is twice: all of them, before anything is sent. */
export function assertValidNames(prefix: string, names: readonly string[]): void {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  for (const name of names) {
    const fault = seen.has(name) ? 'two files have this name in the dataset' : findNameIssue(prefix, name);
    if (fault) issues.push({ path: [name], message: fault, code: seen.has(name) ? 'twice' : 'name' });
    seen.add(name);
  }
  if (issues.length > 0) throw createInvalidNamesError(issues);
}
