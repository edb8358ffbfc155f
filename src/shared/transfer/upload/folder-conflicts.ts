import { InvalidError } from '../../client/errors.ts';
import { formatCount } from '../../format-count.ts';
import { findFilesAsFolders } from '../folder-names.ts';
import { compareNames } from '../local/local-file.ts';
import type { Store } from '../open-store.ts';
import { mergeSorted } from '../records/merge-sorted.ts';
import { mapRecords } from '../records/record-list.ts';
import { listPages } from '../s3/listing.ts';

export interface FolderConflictOptions {
  /** Names of the local files, sorted. */
  readonly local: Iterable<string>;
  /** Names of the objects, sorted. */
  readonly stored: Iterable<string>;
  readonly deleteMissing: boolean;
  /** Whether an object that has no local file stays although the run deletes others. */
  readonly isKept: (name: string) => boolean;
}

/**
 * Checks that no name will be both a file and a folder, for example because a folder became a file: no disk can
 * hold both. If the dataset has both already, only prints a warning.
 * @throws InvalidError that lists the names.
 */
export function assertNoFolderConflicts(
  { log, settingNames }: Pick<Store, 'log' | 'settingNames'>,
  { local, stored, deleteMissing, isKept }: FolderConflictOptions,
): void {
  const created = new Map<string, string>();
  const existing = new Map<string, string>();
  let hasDeletable = false;
  for (const [file, inside] of findFilesAsFolders(joinNames(local, stored), ({ name }) => name)) {
    const other = [file, inside].filter(({ isLocal }) => !isLocal);
    if (other.length === 2) continue;
    const canDelete = other.some(({ name }) => !isKept(name));
    if (canDelete && deleteMissing) continue;
    hasDeletable ||= canDelete;
    const conflicts = file.isStored && inside.isStored ? existing : created;
    if (conflicts.has(file.name)) continue;
    const description = file.isLocal
      ? `a file here, and a folder in the dataset with ${inside.name}`
      : `a folder here with ${inside.name}, and a file in the dataset`;
    conflicts.set(file.name, description);
  }
  const remedy = hasDeletable
    ? `Rename one of them, or delete the old files from the dataset: set ${settingNames.deleteMissing}`
    : 'Rename one of them. Files that are excluded, skipped or outside of the destination are not deleted from the dataset';
  const [example] = existing;
  if (example)
    log(
      'warning',
      `${formatCount(existing.size, 'name in the dataset is', 'names in the dataset are')} both a file and a folder, such as ${example[0]}. A download can write only one of them. ${remedy}`,
    );
  if (created.size > 0)
    throw new InvalidError(
      `${formatCount(created.size, 'name')} would be both a file and a folder, and a download can write only one of them. ${remedy}`,
      { issues: Array.from(created, ([name, message]) => ({ path: [name], message, code: 'folder' })) },
    );
}

interface Entry {
  readonly name: string;
  readonly isLocal: boolean;
  readonly isStored: boolean;
}

/** Joins two sorted lists of names into one. */
function* joinNames(local: Iterable<string>, stored: Iterable<string>): Generator<Entry> {
  let last: Entry | undefined;
  const entries = mergeSorted<Entry>(
    [
      mapRecords(local, (name) => ({ name, isLocal: true, isStored: false })),
      mapRecords(stored, (name) => ({ name, isLocal: false, isStored: true })),
    ],
    compareNames,
  );
  for (const entry of entries) {
    if (last?.name === entry.name) {
      last = { ...last, isStored: true };
      continue;
    }
    if (last) yield last;
    last = entry;
  }
  if (last) yield last;
}

/** Lists the files whose names are those of a folder and its parents: `a` and `a/b` for `a/b/`. */
export async function listFilesInPlaceOf(
  { requester }: Pick<Store, 'requester'>,
  prefix: string,
  folder: string,
): Promise<string[]> {
  const segments = folder.split('/').slice(0, -1);
  const names = segments.map((_, index) => segments.slice(0, index + 1).join('/'));
  const exists = await Promise.all(names.map((name) => hasObject(requester, `${prefix}${name}`)));
  return names.filter((_, index) => exists[index]);
}

/** Lists, because a HEAD request for a missing object may be forbidden. A key is the first of those that start with it. */
async function hasObject(requester: Store['requester'], key: string): Promise<boolean> {
  for await (const { objects } of listPages(requester, key, { isEnd: () => true }))
    return objects.some((object) => object.key === key);
  return false;
}
