import { fromBase64 } from './checksum.ts';
import { each } from './flow/each.ts';
import type { Store } from './flow/session.ts';
import type { Manifest, ManifestEntry } from './manifest.ts';
import { folderOf, SERVERS_OWN } from './names.ts';
import { listRemote, RemoteSums } from './remote.ts';
import type { RemoteObject } from './s3/objects.ts';

/** How the store compares with what manifests say. */
export interface Verification {
  /** How many files are in the store with the size and CRC32 that their manifest says. */
  readonly good: number;
  /** What is not as it should be, by name. */
  readonly bad: readonly { readonly name: string; readonly reason: string }[];
  /** Objects of the dataset that no manifest speaks of, by name. The server's own record is none. */
  readonly unknown: readonly string[];
}

const COMPARISONS = 64;

/** Holds what is in the store against the manifests of the runs that put it there, as one whole. */
export async function verify(store: Store, manifests: readonly Manifest[]): Promise<Verification> {
  const { session } = store;
  const folder = folderOf(session.address);
  const remote = await listRemote(session, folder);
  const sums = new RemoteSums(session, []);
  const bad: { name: string; reason: string }[] = [];
  const spokenOf = new Set<string>([`${folder}${SERVERS_OWN}`]);
  let good = 0;
  const entries = manifests.flatMap((manifest) => manifest.files);
  await each(entries, COMPARISONS, async (entry) => {
    if (entry.name === SERVERS_OWN) return;
    if (entry.outcome !== 'deleted') spokenOf.add(entry.key);
    const fault = await faultOf(entry, remote.get(entry.key), sums);
    if (fault) bad.push({ name: entry.name, reason: fault });
    else if (entry.outcome !== 'deleted') good += 1;
  });
  const unknown = [...remote.keys()]
    .filter((key) => !spokenOf.has(key))
    .map((key) => key.slice(folder.length));
  return { good, bad: bad.sort((a, b) => (a.name < b.name ? -1 : 1)), unknown };
}

async function faultOf(
  { outcome, reason, size, crc32 }: ManifestEntry,
  object: RemoteObject | undefined,
  sums: RemoteSums,
): Promise<string | undefined> {
  if (outcome === 'failed' || outcome === 'not-done') return `its run says ${outcome}: ${reason ?? ''}`;
  if (outcome === 'deleted') return object ? 'was deleted and is there again' : undefined;
  if (!object) return 'is not there';
  if (object.size !== size) return `has ${object.size} bytes, not ${size}`;
  const expected = fromBase64(crc32);
  if (expected === undefined) return undefined;
  return (await sums.of(object)) === expected ? undefined : 'has another CRC32';
}
