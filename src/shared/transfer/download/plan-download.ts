import { join } from 'node:path';
import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import { statEntry, statTarget } from '../../files/safe-path.ts';
import type { Crc32 } from '../checksum.ts';
import { assertNoneExist } from '../errors.ts';
import { type FileTotals, sumByDecision } from '../file-totals.ts';
import { computeFileCrc32 } from '../local/file-checksum.ts';
import { compareNames } from '../local/local-file.ts';
import type { Manifest } from '../manifest.ts';
import { normalizeFolder, toFolderPrefix } from '../object-names.ts';
import type { Store } from '../open-store.ts';
import { mapRecords, type RecordList } from '../records/record-list.ts';
import { SortedLookup } from '../records/sorted-lookup.ts';
import { Spool } from '../records/spool.ts';
import {
  collectRecordedChecksums,
  fetchCrc32,
  isFolderMarker,
  type RecordedChecksum,
} from '../remote-objects.ts';
import { listPages } from '../s3/listing.ts';
import type { RemoteObject } from '../s3/objects.ts';
import { type Shard, selectShardFiles } from '../shards.ts';
import { findLocalNameIssue, findNameConflicts, type LocalNameRules } from './local-names.ts';
import { isEmptyFolder } from './target-folder.ts';

/** What to do with an object. */
export type DownloadDecision = 'download' | 'replace' | 'skip' | 'reject';

/** An object of the dataset and what to do with it. */
export interface PlannedDownload {
  readonly object: RemoteObject;
  /** The name below the dataset's folder. */
  readonly name: string;
  readonly size: number;
  /** Path of the local file. */
  readonly path: string;
  readonly decision: DownloadDecision;
  /** The reason, for messages. */
  readonly reason: string;
  /** For a skipped file: the CRC32 and the entity tag of the unchanged object. */
  readonly crc32?: Crc32 | undefined;
  readonly etag?: string | undefined;
}

/** What a run will do, file by file. */
export interface DownloadPlan {
  /** The target folder. Nothing is written outside it. */
  readonly target: string;
  readonly downloads: RecordList<PlannedDownload>;
  readonly shard: string | undefined;
}

/** What to download, to which folder, and how to treat existing files. */
export interface PlanDownloadOptions extends LocalNameRules {
  readonly target: string;
  /** Only this folder of the dataset. Local names are relative to it. */
  readonly source?: string | undefined;
  /** Returns whether to download a file, by its name below the source. Default: all files. */
  readonly include?: ((name: string) => boolean) | undefined;
  /** How the user excludes a file, for messages: `exclude it with …`. */
  readonly exclusionAdvice?: string | undefined;
  readonly ifExists: 'skip-unchanged' | 'overwrite' | 'error';
  readonly shard?: Shard | undefined;
  /** Manifests of earlier runs. Files for which they are still valid need no request. */
  readonly manifests?: readonly Manifest[] | undefined;
  /** Whether the plan will not be run. Then no connections are opened for it. */
  readonly isDryRun?: boolean | undefined;
}

const CONCURRENT_COMPARISONS = 64;

/** Decides what to do with each object of the dataset; writes nothing. Invalid file names are rejected with a reason. */
export async function planDownload(store: Store, options: PlanDownloadOptions): Promise<DownloadPlan> {
  const { shard, ifExists } = options;
  const folder = toFolderPrefix(store.address);
  const sourcePrefix = normalizeFolder('source', options.source);
  const recorded = collectRecordedChecksums(options.manifests ?? [], store.address.bucket);
  const isTargetEmpty = isEmptyFolder(options.target);
  // Files that a manifest lists are probably unchanged, so that they need no request.
  const unchanged = ifExists === 'skip-unchanged' && !isTargetEmpty ? recorded.length : 0;
  const objects = await listCandidates(store, `${folder}${sourcePrefix}`, options, unchanged);
  const selected = shard ? selectShardFiles(objects, shard) : objects;
  const conflicts = findNameConflicts(
    mapRecords(objects, ({ name }) => name),
    options,
  );
  const downloads = new Spool<PlannedDownload>(compareNames);
  const checksums = new SortedLookup(recorded, ({ key }) => key);
  const comparisons = mapRecords(selected, (candidate): Comparison => {
    return { candidate, recordedChecksum: checksums.find(candidate.object.key) };
  });
  await forEachConcurrent(comparisons, CONCURRENT_COMPARISONS, async (comparison) => {
    const { name, object, size } = comparison.candidate;
    const issue = findLocalNameIssue(name, options.path) ?? conflicts.get(name);
    const path = issue ? '' : join(options.target, ...name.split('/'));
    const decision = issue
      ? rejectFile(issue, options)
      : isTargetEmpty
        ? NEW_FILE
        : await decideDownload(store, options, path, comparison);
    downloads.add({ name, object, size, path, ...decision });
  });
  if (ifExists === 'error') {
    const existing = downloads.filter(({ decision }) => decision === 'replace');
    assertNoneExist(
      'download',
      existing.map(({ path }) => path),
      store.settingNames,
    );
  }
  return {
    target: options.target,
    downloads,
    shard: shard && `${shard.index}/${shard.count}`,
  };
}

interface Candidate {
  readonly object: RemoteObject;
  readonly name: string;
  readonly size: number;
}

/** Lists the objects to download, sorted by name. Meanwhile, opens connections for all but `unchanged` of them. */
async function listCandidates(
  store: Store,
  prefix: string,
  { include, isDryRun }: PlanDownloadOptions,
  unchanged: number,
): Promise<RecordList<Candidate>> {
  const candidates = new Spool<Candidate>(compareNames);
  let markers = 0;
  let marker = '';
  for await (const { objects, isLast } of listPages(store.requester, prefix)) {
    for (const object of objects) {
      const name = object.key.slice(prefix.length);
      if (isFolderMarker(object)) {
        markers += 1;
        marker ||= object.key;
      } else if (include?.(name) ?? true) candidates.add({ object, name, size: object.size });
    }
    if (!(isLast || isDryRun)) store.openConnections(candidates.length - unchanged);
  }
  if (markers > 0)
    store.log('info', `${markers} empty objects that represent folders are ignored, such as ${marker}`);
  return candidates;
}

/** An object and its checksum in a manifest. */
interface Comparison {
  readonly candidate: Candidate;
  readonly recordedChecksum: RecordedChecksum | undefined;
}

/** Sums up files and bytes for each decision. */
export function summarizeDownload(plan: DownloadPlan): Record<DownloadDecision, FileTotals> {
  return sumByDecision(plan.downloads, ['download', 'replace', 'skip', 'reject']);
}

type FileDecision = Pick<PlannedDownload, 'decision' | 'reason' | 'crc32' | 'etag'>;

const NEW_FILE: FileDecision = { decision: 'download', reason: 'new' };

const rejectFile = (issue: string, { exclusionAdvice }: PlanDownloadOptions): FileDecision => ({
  decision: 'reject',
  reason: `invalid file name: ${issue}. Rename it in the dataset${exclusionAdvice === undefined ? '' : `, or ${exclusionAdvice}`}`,
});

async function decideDownload(
  store: Store,
  { ifExists }: PlanDownloadOptions,
  path: string,
  { candidate: { object }, recordedChecksum }: Comparison,
): Promise<FileDecision> {
  const stats = statTarget(path);
  if (!stats) return statEntry(path) ? { decision: 'replace', reason: 'a broken symbolic link' } : NEW_FILE;
  if (!stats.isFile())
    return {
      decision: 'reject',
      reason: `${path} exists and is not a file. Remove it, or choose another folder`,
    };
  if (ifExists !== 'skip-unchanged') return { decision: 'replace', reason: 'already exists' };
  if (stats.size !== object.size) return { decision: 'replace', reason: 'size differs' };
  const remote = await fetchCrc32(store, object, recordedChecksum);
  if (!remote) return { decision: 'replace', reason: 'no CRC32 in the store to compare' };
  const localCrc32 = await computeFileCrc32(path, stats.size, store.signal);
  return localCrc32 === remote.crc32
    ? { decision: 'skip', reason: 'unchanged', crc32: remote.crc32, etag: remote.etag }
    : { decision: 'replace', reason: 'content differs' };
}
