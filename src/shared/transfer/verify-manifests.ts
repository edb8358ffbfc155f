import { decodeCrc32 } from './checksum.ts';
import type { Manifest, ManifestEntry } from './manifest.ts';
import { SERVER_METADATA_FILE, toFolderPrefix } from './object-names.ts';
import { listDatasetObjects, RemoteChecksums } from './remote-objects.ts';
import type { RemoteObject } from './s3/objects.ts';
import { forEachConcurrent } from './session/for-each-concurrent.ts';
import type { Store } from './session/session.ts';

/** How the store compares with what manifests say. */
export interface Verification {
  /** How many files are in the store with the size and CRC32 that their manifest says. */
  readonly matchCount: number;
  /** What is not as it should be, by name. */
  readonly mismatches: readonly { readonly name: string; readonly reason: string }[];
  /** Objects of the dataset that no manifest speaks of, by name. The server's own record is none. */
  readonly unlisted: readonly string[];
}

const CONCURRENT_COMPARISONS = 64;

/** Holds what is in the store against the manifests of the runs that put it there, as one whole. */
export async function verifyManifests(store: Store, manifests: readonly Manifest[]): Promise<Verification> {
  const { session } = store;
  const folder = toFolderPrefix(session.address);
  const remote = await listDatasetObjects(session, folder);
  const sums = new RemoteChecksums(session, []);
  const bad: { name: string; reason: string }[] = [];
  const spokenOf = new Set<string>([`${folder}${SERVER_METADATA_FILE}`]);
  let good = 0;
  const entries = manifests.flatMap((manifest) => manifest.files);
  await forEachConcurrent(entries, CONCURRENT_COMPARISONS, async (entry) => {
    if (entry.name === SERVER_METADATA_FILE) return;
    if (entry.outcome !== 'deleted') spokenOf.add(entry.key);
    const fault = await findMismatch(entry, remote.get(entry.key), sums);
    if (fault) bad.push({ name: entry.name, reason: fault });
    else if (entry.outcome !== 'deleted') good += 1;
  });
  const unknown = [...remote.keys()]
    .filter((key) => !spokenOf.has(key))
    .map((key) => key.slice(folder.length));
  return { matchCount: good, mismatches: bad.sort((a, b) => (a.name < b.name ? -1 : 1)), unlisted: unknown };
}

async function findMismatch(
  { outcome, reason, size, crc32 }: ManifestEntry,
  object: RemoteObject | undefined,
  sums: RemoteChecksums,
): Promise<string | undefined> {
  if (outcome === 'failed' || outcome === 'not-done') return `its run says ${outcome}: ${reason ?? ''}`;
  if (outcome === 'deleted') return object ? 'was deleted and is there again' : undefined;
  if (!object) return 'is not there';
  if (object.size !== size) return `has ${object.size} bytes, not ${size}`;
  const expected = decodeCrc32(crc32);
  if (expected === undefined) return undefined;
  return (await sums.get(object)) === expected ? undefined : 'has another CRC32';
}
