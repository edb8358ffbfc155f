import { forEachConcurrent } from '../client/for-each-concurrent.ts';
import { decodeCrc32 } from './checksum.ts';
import { compareNames } from './local/local-file.ts';
import type { Manifest, ManifestEntry } from './manifest.ts';
import { SERVER_METADATA_FILE, toFolderPrefix } from './object-names.ts';
import { listDatasetObjects, RemoteChecksums } from './remote-objects.ts';
import type { RemoteObject } from './s3/objects.ts';
import type { Store } from './session/session.ts';

/** The result of comparing the store with manifests. */
export interface Verification {
  /** Number of files whose size and CRC32 match their manifest. */
  readonly matchCount: number;
  /** Files that do not match, by name. */
  readonly mismatches: readonly { readonly name: string; readonly reason: string }[];
  /** Objects of the dataset that no manifest lists, by name, except the server's `metadata.json`. */
  readonly unlisted: readonly string[];
}

const CONCURRENT_COMPARISONS = 64;

/** Compares the store with the manifests of all runs that uploaded to it. */
export async function verifyManifests(store: Store, manifests: readonly Manifest[]): Promise<Verification> {
  const { session } = store;
  const folder = toFolderPrefix(session.address);
  const remote = await listDatasetObjects(session, folder);
  const checksums = new RemoteChecksums(session, []);
  const mismatches: { name: string; reason: string }[] = [];
  const listedKeys = new Set<string>([`${folder}${SERVER_METADATA_FILE}`]);
  let matchCount = 0;
  const entries = manifests.flatMap((manifest) => manifest.files);
  await forEachConcurrent(entries, CONCURRENT_COMPARISONS, async (entry) => {
    if (entry.name === SERVER_METADATA_FILE) return;
    if (entry.outcome !== 'deleted') listedKeys.add(entry.key);
    const reason = await findMismatch(entry, remote.get(entry.key), checksums);
    if (reason) mismatches.push({ name: entry.name, reason });
    else if (entry.outcome !== 'deleted') matchCount += 1;
  });
  const unlisted = [...remote.keys()]
    .filter((key) => !listedKeys.has(key))
    .map((key) => key.slice(folder.length));
  return { matchCount, mismatches: mismatches.sort(compareNames), unlisted };
}

async function findMismatch(
  { outcome, reason, size, crc32 }: ManifestEntry,
  object: RemoteObject | undefined,
  checksums: RemoteChecksums,
): Promise<string | undefined> {
  if (outcome === 'failed' || outcome === 'not-done')
    return `its outcome in the manifest is ${outcome}: ${reason ?? ''}`;
  if (outcome === 'deleted') return object ? 'was deleted but exists again' : undefined;
  if (!object) return 'does not exist';
  if (object.size !== size) return `has ${object.size} bytes, not ${size}`;
  const expected = decodeCrc32(crc32);
  if (expected === undefined) return undefined;
  return (await checksums.get(object)) === expected ? undefined : 'has a different CRC32';
}
