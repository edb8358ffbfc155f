import { forEachConcurrent } from '../client/for-each-concurrent.ts';
import { decodeCrc32 } from './checksum.ts';
import { compareNames } from './local/local-file.ts';
import type { Manifest, ManifestEntry } from './manifest.ts';
import { SERVER_METADATA_FILE, toFolderPrefix } from './object-names.ts';
import type { Store } from './open-store.ts';
import { filterRecords, mapRecords } from './records/record-list.ts';
import { SortedLookup } from './records/sorted-lookup.ts';
import { Spool } from './records/spool.ts';
import { compareKeys, fetchCrc32, listDatasetObjects } from './remote-objects.ts';
import type { RemoteObject } from './s3/objects.ts';

export interface Verification {
  /** Number of files whose size and CRC32 match their manifest. */
  readonly matchCount: number;
  /** Files that do not match, sorted by name. */
  readonly mismatches: readonly { readonly name: string; readonly reason: string }[];
  /** Objects of the dataset that no manifest lists, by name, except the server's `metadata.json`. */
  readonly unlisted: readonly string[];
}

const CONCURRENT_COMPARISONS = 64;

/** Compares the store with the manifests of all runs that uploaded to it. Files that a run ignored are not compared. */
export async function verifyManifests(store: Store, manifests: readonly Manifest[]): Promise<Verification> {
  const folder = toFolderPrefix(store.address);
  const remote = await listDatasetObjects(store, folder);
  const entries = new Spool<ManifestEntry>(compareKeys);
  for (const { files } of manifests)
    for (const entry of files) if (entry.outcome !== 'ignored') entries.add(entry);
  const mismatches: { name: string; reason: string }[] = [];
  let matchCount = 0;
  const objects = new SortedLookup(remote, ({ key }) => key);
  const listed = filterRecords(entries, ({ name }) => name !== SERVER_METADATA_FILE);
  const matches = mapRecords(listed, (entry) => ({ entry, object: objects.find(entry.key) }));
  await forEachConcurrent(matches, CONCURRENT_COMPARISONS, async ({ entry, object }) => {
    const reason = await findMismatch(store, entry, object);
    if (reason) mismatches.push({ name: entry.name, reason });
    else if (entry.outcome !== 'deleted') matchCount += 1;
  });
  const unlisted = findUnlisted(remote, entries, folder);
  return { matchCount, mismatches: mismatches.sort(compareNames), unlisted };
}

function findUnlisted(
  remote: Iterable<RemoteObject>,
  entries: Iterable<ManifestEntry>,
  folder: string,
): string[] {
  const existing = filterRecords(entries, ({ outcome }) => outcome !== 'deleted');
  const objects = new SortedLookup(existing, ({ key }) => key);
  const unlisted: string[] = [];
  for (const { key } of remote) {
    const name = key.slice(folder.length);
    if (name !== SERVER_METADATA_FILE && objects.find(key) === undefined) unlisted.push(name);
  }
  return unlisted;
}

async function findMismatch(
  store: Store,
  { outcome, reason, size, crc32 }: ManifestEntry,
  object: RemoteObject | undefined,
): Promise<string | undefined> {
  if (outcome === 'failed' || outcome === 'not-done')
    return `its outcome in the manifest is ${outcome}: ${reason ?? ''}`;
  if (outcome === 'deleted') return object ? 'was deleted but exists again' : undefined;
  if (!object) return 'does not exist';
  if (object.size !== size) return `has ${object.size} bytes, not ${size}`;
  const expected = decodeCrc32(crc32);
  if (expected === undefined) return undefined;
  return (await fetchCrc32(store, object)) === expected ? undefined : 'has a different CRC32';
}
