import type { Crc32 } from '../checksum.ts';
import type { LocalFile } from '../local/local-file.ts';
import type { StoreAddress } from '../store.ts';

/** What is to be done with a file. `keep` is the server's own record, which nobody else writes. */
export type UploadDecision = 'upload' | 'replace' | 'skip' | 'refuse' | 'keep';

/** One local file, and what is to be done about it. */
export interface PlannedUpload {
  readonly file: LocalFile;
  /** The name below the dataset's folder. */
  readonly name: string;
  readonly key: string;
  readonly decision: UploadDecision;
  /** Why, for people. */
  readonly reason: string;
  /** For a file that is skipped: what it was found to have in common with the object. */
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

/** What a run would do, decided file by file; nothing has been sent yet. */
export interface UploadPlan {
  readonly address: StoreAddress;
  readonly uploads: readonly PlannedUpload[];
  /** Objects that no file stands for any more, where that was asked for. */
  readonly deletes: readonly PlannedDelete[];
  readonly shard: string | undefined;
}

/** How many files there are, and how large they are together. */
export interface FileTotals {
  readonly files: number;
  /** Bytes. */
  readonly bytes: number;
}

/** How many files, and bytes, each decision is about. */
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

/** The number of files, and of their bytes. */
export function sumSizes(sized: readonly { readonly size: number }[]): FileTotals {
  return { files: sized.length, bytes: sized.reduce((sum, { size }) => sum + size, 0) };
}
