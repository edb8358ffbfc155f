import type { Crc32 } from '../checksum.ts';
import { type FileTotals, sumByDecision, sumSizes } from '../file-totals.ts';
import type { LocalFile } from '../local/local-file.ts';
import { mapRecords, type RecordList } from '../records/record-list.ts';
import type { RecordedUpload } from './find-resumable-upload.ts';

/** What to do with a file. `ignore`: do not upload, for a reason that is not a failure. */
export type UploadDecision = 'upload' | 'replace' | 'skip' | 'reject' | 'ignore';

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
  readonly uploads: RecordList<PlannedUpload>;
  /** Objects without a local file, if they are to be deleted. */
  readonly deletes: RecordList<PlannedDelete>;
  readonly shard: string | undefined;
  /** Uploads that an earlier run did not complete, by key. */
  readonly recordedUploads: ReadonlyMap<string, readonly RecordedUpload[]>;
}

/** Sums up files and bytes for each decision. */
export function summarizeUpload(plan: UploadPlan): Record<UploadDecision | 'delete', FileTotals> {
  const decisions: readonly UploadDecision[] = ['upload', 'replace', 'skip', 'reject', 'ignore'];
  const entries = mapRecords(plan.uploads, ({ decision, file }) => ({ decision, size: file.size }));
  return { ...sumByDecision(entries, decisions), delete: sumSizes(plan.deletes) };
}
