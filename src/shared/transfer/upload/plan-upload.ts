import { badNames } from '../errors.ts';
import { each } from '../flow/each.ts';
import type { Session, Store } from '../flow/session.ts';
import type { LocalFile } from '../local/local-file.ts';
import { sumOfFile } from '../local/read-sum.ts';
import type { Manifest } from '../manifest.ts';
import { checkNames, cleanDestination, folderOf, SERVERS_OWN } from '../names.ts';
import { listRemote, RemoteSums } from '../remote.ts';
import type { RemoteObject } from '../s3/objects.ts';
import { filesOfShard, type Shard } from '../shards.ts';
import { LARGEST_FILE } from './parts.ts';
import type { PlannedDelete, PlannedUpload, UploadPlan } from './plan.ts';

/** What to send, where to, and what to do about files that are there. */
export interface PlanUploadOptions {
  readonly files: readonly LocalFile[];
  /** A folder inside the dataset; its root where absent. */
  readonly destination?: string | undefined;
  /** What to do where the dataset has a file of that name. `error`: plan nothing and name them all. */
  readonly ifExists: 'skip-unchanged' | 'overwrite' | 'error';
  /** Delete what the dataset has below the destination and `files` has not. */
  readonly deleteMissing?: boolean | undefined;
  readonly shard?: Shard | undefined;
  /** Manifests of earlier runs: where they still hold, no question is asked of the store. */
  readonly known?: readonly Manifest[] | undefined;
}

/** At this many files at once the answers to HEAD keep one connection pool busy. */
const COMPARISONS = 64;

/**
 * Decides about each file; sends nothing. "Unchanged" is size and CRC32, never the entity tag or the time. Rejects with
 * an InvalidError that lists all names that cannot be, or all that exist where they must not.
 */
export async function planUpload(store: Store, options: PlanUploadOptions): Promise<UploadPlan> {
  const { session } = store;
  const { files, destination, shard } = options;
  const folder = folderOf(session.address);
  const below = cleanDestination(destination);
  const named = files.map((file) => ({ file, name: `${below}${file.name}`, size: file.size }));
  checkNames(
    folder,
    named.map((entry) => entry.name),
  );
  const mine = shard ? filesOfShard(named, shard) : named;
  const remote = await listRemote(session, `${folder}${below}`);
  if (options.ifExists === 'error') refuseExisting(mine, folder, remote);
  const sums = new RemoteSums(session, options.known ?? []);
  const uploads: PlannedUpload[] = new Array(mine.length);
  await each(mine.entries(), COMPARISONS, async ([index, { file, name }]) => {
    const key = `${folder}${name}`;
    const verdict = await decide(session, options, file, name, remote.get(key), sums);
    uploads[index] = { file, name, key, ...verdict };
  });
  return {
    address: session.address,
    uploads,
    deletes: options.deleteMissing && (shard?.index ?? 1) === 1 ? missing(named, folder, remote) : [],
    shard: shard && `${shard.index}/${shard.count}`,
  };
}

type Verdict = Pick<PlannedUpload, 'decision' | 'reason' | 'crc32' | 'etag'>;

async function decide(
  session: Session,
  { ifExists }: PlanUploadOptions,
  file: LocalFile,
  name: string,
  object: RemoteObject | undefined,
  sums: RemoteSums,
): Promise<Verdict> {
  if (name === SERVERS_OWN)
    return { decision: 'keep', reason: "the server's own record, written by Provena only" };
  if (file.size > LARGEST_FILE) {
    return { decision: 'refuse', reason: `larger than ${LARGEST_FILE} bytes; split it` };
  }
  if (!object) return { decision: 'upload', reason: 'not there yet' };
  if (ifExists === 'overwrite') return { decision: 'replace', reason: 'there already' };
  if (object.size !== file.size) return { decision: 'replace', reason: 'of another size' };
  const theirs = await sums.of(object);
  if (theirs === undefined) return { decision: 'replace', reason: 'the one there has no CRC32 to compare' };
  const ours = await sumOfFile(file.path, file.size, session.signal);
  if (typeof ours === 'string') return { decision: 'refuse', reason: ours };
  if (ours !== theirs) return { decision: 'replace', reason: 'of other content' };
  return { decision: 'skip', reason: 'unchanged', crc32: theirs, etag: object.etag };
}

function refuseExisting(
  mine: readonly { readonly name: string }[],
  folder: string,
  remote: ReadonlyMap<string, RemoteObject>,
): void {
  const there = mine.filter(({ name }) => name !== SERVERS_OWN && remote.has(`${folder}${name}`));
  if (there.length === 0) return;
  throw badNames(
    there.map(({ name }) => ({ path: [name], message: 'is in the dataset already', code: 'exists' })),
  );
}

function missing(
  named: readonly { readonly name: string }[],
  folder: string,
  remote: ReadonlyMap<string, RemoteObject>,
): PlannedDelete[] {
  const kept = new Set(named.map(({ name }) => name));
  return [...remote.values()]
    .map(({ key, size }) => ({ name: key.slice(folder.length), key, size }))
    .filter(({ name }) => name !== '' && name !== SERVERS_OWN && !kept.has(name));
}
