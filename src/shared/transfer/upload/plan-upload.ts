import { createInvalidNamesError } from '../errors.ts';
import { computeFileCrc32 } from '../local/file-checksum.ts';
import type { LocalFile } from '../local/local-file.ts';
import type { Manifest } from '../manifest.ts';
import {
  assertValidNames,
  normalizeDestination,
  SERVER_METADATA_FILE,
  toFolderPrefix,
} from '../object-names.ts';
import { listDatasetObjects, RemoteChecksums } from '../remote-objects.ts';
import type { RemoteObject } from '../s3/objects.ts';
import { forEachConcurrent } from '../session/for-each-concurrent.ts';
import type { Store, TransferSession } from '../session/session.ts';
import { type Shard, selectShardFiles } from '../shards.ts';
import { MAX_FILE_BYTES } from './file-parts.ts';
import type { PlannedDelete, PlannedUpload, UploadPlan } from './upload-plan.ts';

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
const CONCURRENT_COMPARISONS = 64;

/**
 * Decides about each file; sends nothing. "Unchanged" is size and CRC32, never the entity tag or the time. Rejects with
 * an InvalidError that lists all names that cannot be, or all that exist where they must not.
 */
export async function planUpload(store: Store, options: PlanUploadOptions): Promise<UploadPlan> {
  const { session } = store;
  const { files, destination, shard } = options;
  const folder = toFolderPrefix(session.address);
  const below = normalizeDestination(destination);
  const named = files.map((file) => ({ file, name: `${below}${file.name}`, size: file.size }));
  assertValidNames(
    folder,
    named.map((entry) => entry.name),
  );
  const mine = shard ? selectShardFiles(named, shard) : named;
  const remote = await listDatasetObjects(session, `${folder}${below}`);
  if (options.ifExists === 'error') assertNoneExist(mine, folder, remote);
  const sums = new RemoteChecksums(session, options.known ?? []);
  const uploads: PlannedUpload[] = new Array(mine.length);
  await forEachConcurrent(mine.entries(), CONCURRENT_COMPARISONS, async ([index, { file, name }]) => {
    const key = `${folder}${name}`;
    const verdict = await decideUpload(session, options, file, name, remote.get(key), sums);
    uploads[index] = { file, name, key, ...verdict };
  });
  return {
    address: session.address,
    uploads,
    deletes: options.deleteMissing && (shard?.index ?? 1) === 1 ? planDeletes(named, folder, remote) : [],
    shard: shard && `${shard.index}/${shard.count}`,
  };
}

type FileDecision = Pick<PlannedUpload, 'decision' | 'reason' | 'crc32' | 'etag'>;

async function decideUpload(
  session: TransferSession,
  { ifExists }: PlanUploadOptions,
  file: LocalFile,
  name: string,
  object: RemoteObject | undefined,
  sums: RemoteChecksums,
): Promise<FileDecision> {
  if (name === SERVER_METADATA_FILE)
    return { decision: 'keep', reason: "the server's own record, written by Provena only" };
  if (file.size > MAX_FILE_BYTES) {
    return { decision: 'refuse', reason: `larger than ${MAX_FILE_BYTES} bytes; split it` };
  }
  if (!object) return { decision: 'upload', reason: 'not there yet' };
  if (ifExists === 'overwrite') return { decision: 'replace', reason: 'there already' };
  if (object.size !== file.size) return { decision: 'replace', reason: 'of another size' };
  const theirs = await sums.get(object);
  if (theirs === undefined) return { decision: 'replace', reason: 'the one there has no CRC32 to compare' };
  const ours = await computeFileCrc32(file.path, file.size, session.signal);
  if (typeof ours === 'string') return { decision: 'refuse', reason: ours };
  if (ours !== theirs) return { decision: 'replace', reason: 'of other content' };
  return { decision: 'skip', reason: 'unchanged', crc32: theirs, etag: object.etag };
}

function assertNoneExist(
  mine: readonly { readonly name: string }[],
  folder: string,
  remote: ReadonlyMap<string, RemoteObject>,
): void {
  const there = mine.filter(({ name }) => name !== SERVER_METADATA_FILE && remote.has(`${folder}${name}`));
  if (there.length === 0) return;
  throw createInvalidNamesError(
    there.map(({ name }) => ({ path: [name], message: 'is in the dataset already', code: 'exists' })),
  );
}

function planDeletes(
  named: readonly { readonly name: string }[],
  folder: string,
  remote: ReadonlyMap<string, RemoteObject>,
): PlannedDelete[] {
  const kept = new Set(named.map(({ name }) => name));
  return [...remote.values()]
    .map(({ key, size }) => ({ name: key.slice(folder.length), key, size }))
    .filter(({ name }) => name !== '' && name !== SERVER_METADATA_FILE && !kept.has(name));
}
