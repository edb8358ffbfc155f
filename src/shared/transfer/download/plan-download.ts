import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createInvalidNamesError } from '../errors.ts';
import { computeFileCrc32 } from '../local/file-checksum.ts';
import { compareNames } from '../local/local-file.ts';
import type { Manifest } from '../manifest.ts';
import { normalizeDestination, toFolderPrefix } from '../object-names.ts';
import { listDatasetObjects, RemoteChecksums } from '../remote-objects.ts';
import type { RemoteObject } from '../s3/objects.ts';
import { forEachConcurrent } from '../session/for-each-concurrent.ts';
import type { Store, TransferSession } from '../session/session.ts';
import { type Shard, selectShardFiles } from '../shards.ts';
import type { StoreAddress } from '../store.ts';
import { type FileTotals, sumSizes } from '../upload/upload-plan.ts';
import { findLocalNameIssue, findNameConflicts, type LocalNameRules } from './local-names.ts';

/** What is to be done about an object. */
export type DownloadDecision = 'download' | 'replace' | 'skip' | 'refuse';

/** One object of the dataset, and what is to be done about it. */
export interface PlannedDownload {
  readonly object: RemoteObject;
  /** The name below the dataset's folder. */
  readonly name: string;
  readonly size: number;
  /** Where it will be. */
  readonly path: string;
  readonly decision: DownloadDecision;
  /** Why, for people. */
  readonly reason: string;
}

/** What a run would do, decided file by file; nothing has been written yet. */
export interface DownloadPlan {
  readonly address: StoreAddress;
  /** The folder that nothing will be written outside of. */
  readonly target: string;
  readonly downloads: readonly PlannedDownload[];
  readonly shard: string | undefined;
}

/** What to fetch, where to, and what to do about files that are there. */
export interface PlanDownloadOptions extends LocalNameRules {
  readonly target: string;
  /** Only this folder of the dataset; its name is left out of the local ones. */
  readonly source?: string | undefined;
  /** Whether a file is wanted, by its name below the source; all are where absent. */
  readonly include?: ((name: string) => boolean) | undefined;
  readonly ifExists: 'skip-unchanged' | 'overwrite' | 'error';
  readonly shard?: Shard | undefined;
  readonly known?: readonly Manifest[] | undefined;
}

const CONCURRENT_COMPARISONS = 64;

/** Decides about each object of the dataset; writes nothing. Names that this machine cannot hold are refused, with why. */
export async function planDownload(store: Store, options: PlanDownloadOptions): Promise<DownloadPlan> {
  const { session } = store;
  const { shard } = options;
  const folder = toFolderPrefix(session.address);
  const below = normalizeDestination(options.source);
  const objects = [...(await listDatasetObjects(session, `${folder}${below}`)).values()]
    .map((object) => ({ object, name: object.key.slice(folder.length + below.length), size: object.size }))
    // Consoles write empty objects that end in a slash to show folders.
    .filter(({ name }) => name !== '' && !name.endsWith('/') && (options.include?.(name) ?? true))
    .sort(compareNames);
  const mine = shard ? selectShardFiles(objects, shard) : objects;
  const clashes = findNameConflicts(
    objects.map(({ name }) => name),
    options,
  );
  const sums = new RemoteChecksums(session, options.known ?? []);
  const downloads: PlannedDownload[] = new Array(mine.length);
  await forEachConcurrent(mine.entries(), CONCURRENT_COMPARISONS, async ([index, found]) => {
    const fault = findLocalNameIssue(found.name, options.path) ?? clashes.get(found.name);
    const path = fault ? '' : join(options.target, ...found.name.split('/'));
    const verdict = fault
      ? refuseFile(fault)
      : await decideDownload(session, options, path, found.object, sums);
    downloads[index] = { ...found, path, ...verdict };
  });
  if (options.ifExists === 'error') assertNoneExist(downloads);
  return {
    address: session.address,
    target: options.target,
    downloads,
    shard: shard && `${shard.index}/${shard.count}`,
  };
}

/** How many files, and bytes, each decision is about. */
export function summarizeDownload(plan: DownloadPlan): Record<DownloadDecision, FileTotals> {
  const of = (decision: DownloadDecision) =>
    sumSizes(plan.downloads.filter((entry) => entry.decision === decision));
  return { download: of('download'), replace: of('replace'), skip: of('skip'), refuse: of('refuse') };
}

type FileDecision = Pick<PlannedDownload, 'decision' | 'reason'>;

const refuseFile = (fault: string): FileDecision => ({
  decision: 'refuse',
  reason: `cannot be a file here: ${fault}`,
});

async function decideDownload(
  session: TransferSession,
  { ifExists }: PlanDownloadOptions,
  path: string,
  object: RemoteObject,
  sums: RemoteChecksums,
): Promise<FileDecision> {
  const there = statSync(path, { throwIfNoEntry: false });
  if (!there) return { decision: 'download', reason: 'not there yet' };
  if (!there.isFile()) return refuseFile('something that is no file has its name');
  if (ifExists !== 'skip-unchanged') return { decision: 'replace', reason: 'there already' };
  if (there.size !== object.size) return { decision: 'replace', reason: 'of another size' };
  const theirs = await sums.get(object);
  if (theirs === undefined) return { decision: 'replace', reason: 'the store has no CRC32 to compare' };
  const ours = await computeFileCrc32(path, there.size, session.signal);
  return ours === theirs
    ? { decision: 'skip', reason: 'unchanged' }
    : { decision: 'replace', reason: 'of other content' };
}

function assertNoneExist(downloads: readonly PlannedDownload[]): void {
  const there = downloads.filter(({ decision }) => decision === 'replace');
  if (there.length === 0) return;
  throw createInvalidNamesError(
    there.map(({ path }) => ({ path: [path], message: 'is there already', code: 'exists' })),
  );
}
