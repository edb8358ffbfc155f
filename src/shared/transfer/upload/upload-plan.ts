import type { Crc32 } from '../checksum.ts';
import type { LocalFile } from '../local/local-file.ts';
import type { StoreAddress } from '../store.ts';
import type { KnownUpload } from './find-resumable-upload.ts';

/** What to do with a file. `keep`: do not upload, because the server's `metadata.json` has this name. */
export type UploadDecision = 'upload' | 'replace' | 'skip' | 'refuse' | 'keep';

/** A local file and what to do with it. */
export interface PlannedUpload {
  readonly file: LocalFile;
  /** The name below the dataset's folder. */
  readonly name: string;
  readonly key: string;
  readonly decision: UploadDecision;
  /** The reason, for messages. */
  readonly reason: string;
  /** For a skipped file: the CRC32 and the entity tag of the unchanged object. */
  readonly crc32?: Crc32 | undefined;
  readonly etag?: string | undefined;
}

/** An object to delete. */
export interface PlannedDelete {
  readonly name: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** What a run will do, file by file. */
export interface UploadPlan {
  readonly address: StoreAddress;
  readonly uploads: readonly PlannedUpload[];
  /** Objects without a local file, if they are to be deleted. */
  readonly deletes: readonly PlannedDelete[];
  readonly shard: string | undefined;
  /** Uploads that an earlier run did not complete, by key. */
  readonly known: ReadonlyMap<string, readonly KnownUpload[]>;
}

/** Number and total size of files. */
export interface FileTotals {
  readonly files: number;
  /** Bytes. */
  readonly bytes: number;
}

/** Sums up files and bytes for each decision. */
export function summarizeUpload(plan: UploadPlan): Record<UploadDecision | 'delete', FileTotals> {
  const of = (decision: UploadDecision) =>
    sumSizes(plan.uploads.filter((entry) => entry.decision === decision).map((entry) => entry.file));
  return {
    upload: of('upload'),
    replace: of('replace'),
    skip: of('skip'),
    refuse: of('refuse'),
    keep: of('keep'),
    delete: sumSizes(plan.deletes),
  };
}

/** Sums up a list of files. */
export function sumSizes(sized: readonly { readonly size: number }[]): FileTotals {
  return { files: sized.length, bytes: sized.reduce((sum, { size }) => sum + size, 0) };
}
