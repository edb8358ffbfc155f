import { createHash } from 'node:crypto';
import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import type { Crc32 } from '../checksum.ts';
import { assertNoneExist } from '../errors.ts';
import { MAX_UPLOAD_BYTES } from '../file-parts.ts';
import { sumByDecision, sumSizes } from '../file-totals.ts';
import { computeFileCrc32 } from '../local/file-checksum.ts';
import { compareNames, type LocalFile } from '../local/local-file.ts';
import type { Manifest } from '../manifest.ts';
import { assertValidNames, normalizeFolder, SERVER_METADATA_FILE, toFolderPrefix } from '../object-names.ts';
import type { Store } from '../open-store.ts';
import { mapRecords, type RecordList, sampleRecords } from '../records/record-list.ts';
import { SortedLookup } from '../records/sorted-lookup.ts';
import { Spool } from '../records/spool.ts';
import {
  collectRecordedChecksums,
  fetchCrc32,
  isFolderMarker,
  listDatasetObjects,
  type RecordedChecksum,
} from '../remote-objects.ts';
import type { RemoteObject } from '../s3/objects.ts';
import { type Shard, selectShardFiles } from '../shards.ts';
import { collectRecordedUploads, type RecordedUpload } from './find-resumable-upload.ts';
import { assertNoFolderConflicts, listFilesInPlaceOf } from './folder-conflicts.ts';

/** What to do with a file. `ignore`: do not upload, for a reason that is not a failure. */
export type UploadDecision = 'upload' | 'replace' | 'skip' | 'reject' | 'ignore';

export interface PlannedUpload {
  readonly file: LocalFile;
  /** The name below the dataset's folder. */
  readonly name: string;
  readonly key: string;
  readonly decision: UploadDecision;
  /** The reason, for messages. */
  readonly reason: string;
  /** For a skipped file: checksums and entity tag of the unchanged object. */
  readonly crc32?: Crc32 | undefined;
  readonly sha256?: string | undefined;
  readonly etag?: string | undefined;
}

/** An object without a local file. */
export interface OtherObject {
  /** The name below the dataset's folder. */
  readonly name: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** What a run will do, file by file. */
export interface UploadPlan {
  readonly uploads: RecordList<PlannedUpload>;
  /** The objects below the destination that the run deletes, among them those that represent folders. */
  readonly deletes: RecordList<OtherObject>;
  /**
   * Finds the files below the destination without a local file, except those that `isKept` selects. Only the plan of the
   * first shard has any.
   */
  readonly findOthers: () => RecordList<OtherObject>;
  readonly shard: string | undefined;
  /** Whether the manifest of the run contains the SHA-256 of each file. */
  readonly withSha256: boolean;
  /** Uploads that an earlier run did not complete, by key. */
  readonly recordedUploads: ReadonlyMap<string, readonly RecordedUpload[]>;
}

/** Sums up files and bytes for each decision. */
export function summarizeUpload({ uploads, deletes }: UploadPlan) {
  const entries = mapRecords(uploads, ({ decision, file }) => ({ decision, size: file.size }));
  return {
    ...sumByDecision(entries, ['upload', 'replace', 'skip', 'reject', 'ignore']),
    delete: sumSizes(deletes),
  };
}

/** What to upload, to which folder, and how to treat existing files. */
export interface PlanUploadOptions {
  readonly files: Iterable<LocalFile>;
  /** A folder inside the dataset. Default: its root. */
  readonly destination?: string | undefined;
  /** How to treat files that exist in the dataset. `error`: throw an error that lists them. */
  readonly ifExists: 'skip-unchanged' | 'overwrite' | 'error';
  /** Whether to delete objects below the destination that are not in `files`. */
  readonly deleteMissing?: boolean | undefined;
  /** Whether an object that is not in `files` is never deleted, by its name below the destination. The plan omits it. */
  readonly isKept?: ((name: string) => boolean) | undefined;
  /** Local files that are not uploaded, with the reason and the remedy, by path. */
  readonly ignored?: ReadonlyMap<string, string> | undefined;
  readonly shard?: Shard | undefined;
  /** Whether to record each file's SHA-256 in the manifest. It takes more time than the upload. */
  readonly sha256?: boolean | undefined;
  /** Manifests of earlier runs. Files for which they are still valid need no request. */
  readonly manifests?: readonly Manifest[] | undefined;
  /** Whether the plan will not be run. Then no connections are opened for it. */
  readonly isDryRun?: boolean | undefined;
}

/** Enough concurrent HEAD requests to use the connection pool fully. */
const CONCURRENT_COMPARISONS = 64;
/** From this number of files on, a listing is split. A page has up to 1,000 objects. */
const MIN_SPLIT_FILES = 10_000;
/** More parts would not save time: reading pages takes the CPU time of 8 requests in flight. */
const LISTING_PARTS = 8;

/**
 * Decides what to do with each file; uploads nothing. A file is unchanged if its size and CRC32 are equal; entity tag and
 * time do not count.
 * @throws InvalidError that lists all invalid names, those of both files and folders, or with `ifExists: 'error'` all existing
 * files.
 */
export async function planUpload(store: Store, options: PlanUploadOptions): Promise<UploadPlan> {
  const { ifExists, ignored, shard, manifests = [] } = options;
  const folder = toFolderPrefix(store.address);
  const destination = normalizeFolder('destination', options.destination);
  const candidates = new Spool<Candidate>(compareNames);
  for (const file of options.files)
    candidates.add({ file, name: `${destination}${file.name}`, size: file.size });
  const splitKeys = validateNames(folder, candidates);
  const selected = shard ? selectShardFiles(candidates, shard) : candidates;
  const recorded = collectRecordedChecksums(manifests, store.address.bucket);
  const listing = Promise.all([
    listDatasetObjects(store, `${folder}${destination}`, splitKeys),
    listFilesInPlaceOf(store, folder, destination),
  ]);
  // Files that a manifest lists are probably unchanged, so that they need no request.
  const unchanged = ifExists === 'skip-unchanged' ? recorded.length : 0;
  if (!options.isDryRun) store.openConnections(selected.length - unchanged);
  const [remote, inPlaceOfFolder] = await listing;
  const isKept = (name: string) => options.isKept?.(name.slice(destination.length)) ?? false;
  if (inPlaceOfFolder.length > 0 || remote.find((object) => isUserFile(object, folder)))
    assertNoFolderConflicts(store, {
      local: mapRecords(candidates, ({ name }) => name),
      stored: listNames(inPlaceOfFolder, remote, folder),
      deleteMissing: options.deleteMissing ?? false,
      isKept: (name) => !name.startsWith(destination) || isKept(name),
    });
  if (ifExists === 'error')
    assertNoneExist('upload', [...findExisting(selected, folder, remote, ignored)], store.settingNames);
  const findOthers = (isOmitted: (name: string) => boolean): RecordList<OtherObject> =>
    (shard?.index ?? 1) === 1 ? listOthers(candidates, folder, remote, isOmitted) : [];
  return {
    uploads: await compareFiles(store, options, compareLists(selected, folder, remote, recorded)),
    deletes: options.deleteMissing ? findOthers(isKept) : [],
    // To a user, an object that represents a folder is no file.
    findOthers: () => findOthers((name) => name.endsWith('/') || isKept(name)),
    shard: shard && `${shard.index}/${shard.count}`,
    withSha256: options.sha256 ?? false,
    recordedUploads: collectRecordedUploads(manifests, store.address.bucket),
  };
}

interface Candidate {
  readonly file: LocalFile;
  /** The name below the dataset's folder. */
  readonly name: string;
  readonly size: number;
}

/**
 * Checks all names.
 * @returns keys at equal distances, at which the listing of many files is split.
 * @throws InvalidError that lists all invalid and duplicate names.
 */
function validateNames(folder: string, candidates: RecordList<Candidate>): string[] {
  const samples: string[] = [];
  const names = mapRecords(candidates, ({ name }) => name);
  assertValidNames(folder, sampleRecords(names, Math.ceil(candidates.length / LISTING_PARTS), samples));
  return candidates.length < MIN_SPLIT_FILES ? [] : samples.map((name) => `${folder}${name}`);
}

/** A file and the object that has its key. */
interface Comparison {
  readonly candidate: Candidate;
  readonly key: string;
  readonly object: RemoteObject | undefined;
  readonly recordedChecksum: RecordedChecksum | undefined;
}

/** Joins the files with the objects and the checksums of the same key. */
function compareLists(
  candidates: Iterable<Candidate>,
  folder: string,
  remote: Iterable<RemoteObject>,
  recorded: Iterable<RecordedChecksum>,
): Iterable<Comparison> {
  const objects = new SortedLookup(remote, ({ key }) => key);
  const checksums = new SortedLookup(recorded, ({ key }) => key);
  return mapRecords(candidates, (candidate) => {
    const key = `${folder}${candidate.name}`;
    return { candidate, key, object: objects.find(key), recordedChecksum: checksums.find(key) };
  });
}

async function compareFiles(
  store: Store,
  options: PlanUploadOptions,
  comparisons: Iterable<Comparison>,
): Promise<RecordList<PlannedUpload>> {
  const uploads = new Spool<PlannedUpload>(compareNames);
  await forEachConcurrent(comparisons, CONCURRENT_COMPARISONS, async (comparison) => {
    const { file, name } = comparison.candidate;
    const decision = await decideUpload(store, options, comparison);
    uploads.add({ file, name, key: comparison.key, ...decision });
  });
  return uploads;
}

type FileDecision = Omit<PlannedUpload, 'file' | 'name' | 'key'>;

async function decideUpload(
  store: Store,
  options: PlanUploadOptions,
  comparison: Comparison,
): Promise<FileDecision> {
  const { ifExists, ignored } = options;
  const { object } = comparison;
  const { file, name } = comparison.candidate;
  if (name === SERVER_METADATA_FILE) return decideMetadataFile(store, options, comparison);
  const ignoreReason = ignored?.get(file.path);
  if (ignoreReason !== undefined) return { decision: 'ignore', reason: ignoreReason };
  if (file.size > MAX_UPLOAD_BYTES) {
    return {
      decision: 'reject',
      reason: 'larger than 48.8 TiB, the maximum of S3. Split the file',
    };
  }
  if (!object) return { decision: 'upload', reason: 'new' };
  if (ifExists === 'overwrite') return { decision: 'replace', reason: 'already exists' };
  return compareContent(store, options, comparison, object);
}

async function compareContent(
  store: Store,
  { sha256, isDryRun }: PlanUploadOptions,
  { candidate: { file }, recordedChecksum }: Comparison,
  object: RemoteObject,
): Promise<FileDecision> {
  if (object.size !== file.size) return { decision: 'replace', reason: 'size differs' };
  const remote = await fetchCrc32(store, object, recordedChecksum);
  if (!remote) return { decision: 'replace', reason: 'no CRC32 in the store to compare' };
  const hash = sha256 && !isDryRun ? createHash('sha256') : undefined;
  const crc32 = await computeFileCrc32(file.path, file.size, store.signal, hash);
  if (typeof crc32 === 'string') return { decision: 'reject', reason: crc32 };
  if (crc32 !== remote.crc32) return { decision: 'replace', reason: 'content differs' };
  return { decision: 'skip', reason: 'unchanged', crc32, sha256: hash?.digest('hex'), etag: remote.etag };
}

/** A copy of the server's file, from an earlier download, is unchanged. Any other file of this name is the user's own. */
async function decideMetadataFile(
  store: Store,
  options: PlanUploadOptions,
  comparison: Comparison,
): Promise<FileDecision> {
  const { object } = comparison;
  const compared = object && (await compareContent(store, options, comparison, object));
  if (compared?.decision === 'skip') return compared;
  return {
    decision: 'ignore',
    reason:
      'metadata.json in the root of a dataset belongs to the server. Rename the file, or move it to a folder',
  };
}

/** Whether an object is neither a folder marker nor the file of the server. */
function isUserFile(object: RemoteObject, folder: string): boolean {
  return !isFolderMarker(object) && object.key !== `${folder}${SERVER_METADATA_FILE}`;
}

function* listNames(
  first: readonly string[],
  remote: Iterable<RemoteObject>,
  folder: string,
): Generator<string> {
  yield* first;
  for (const object of remote) if (isUserFile(object, folder)) yield object.key.slice(folder.length);
}

function* findExisting(
  candidates: Iterable<Candidate>,
  folder: string,
  remote: Iterable<RemoteObject>,
  ignored: PlanUploadOptions['ignored'],
): Generator<string> {
  const objects = new SortedLookup(remote, ({ key }) => key);
  for (const { file, name } of candidates) {
    const isUploaded = name !== SERVER_METADATA_FILE && !ignored?.has(file.path);
    if (isUploaded && objects.find(`${folder}${name}`)) yield name;
  }
}

function listOthers(
  candidates: Iterable<Candidate>,
  folder: string,
  remote: Iterable<RemoteObject>,
  isOmitted: (name: string) => boolean,
): RecordList<OtherObject> {
  const local = new SortedLookup(candidates, ({ name }) => name);
  const others = new Spool<OtherObject>(compareNames);
  for (const { key, size } of remote) {
    const name = key.slice(folder.length);
    const isOther = name !== '' && name !== SERVER_METADATA_FILE && local.find(name) === undefined;
    if (isOther && !isOmitted(name)) others.add({ name, key, size });
  }
  return others;
}
