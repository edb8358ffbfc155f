/**
 * What a TypeScript program imports to work with a Provena instance outside an action: the client, files to and from
 * datasets, and waiting for jobs.
 */
// First, so that an older Node.js prints what is required instead of an error of the code below.
import './sdk/node-version.ts';

export * from './client/index.ts';
export {
  exportLineage,
  type LineageExport,
  type LineageExportOptions,
  type LineageFormat,
} from './export/export-lineage.ts';
export type { UnreadableItem } from './export/lineage-records.ts';
export type { CrateVersion } from './export/ro-crate/create-ro-crate.ts';
export type { PackedFile, PackedFiles } from './export/ro-crate/describe-dataset.ts';
export type { AwaitReport, Progress as AwaitProgress } from './jobs/await-jobs.ts';
export type { JobReader, JobRow } from './jobs/job-row.ts';
export { createJobReader as jobReader } from './jobs/reader.ts';
export type { IncompleteBatch } from './jobs/tracked-batch.ts';
export type { JobState, TrackedJob } from './jobs/tracked-job.ts';
export { type AwaitJobOptions, type AwaitOptions, awaitJobs } from './sdk/await-job.ts';
export { connect, type Sdk, type SdkOptions } from './sdk/connect.ts';
export type { DatasetFile, DatasetFiles, DownloadOptions, UploadOptions } from './sdk/dataset-files.ts';
export { optionsFromEnvironment } from './sdk/environment.ts';
export type { InteractiveDataset } from './sdk/interactive-dataset.ts';
export { type LoginPlace, loginFile } from './sdk/login-file.ts';
export {
  DatasetReadOnlyError,
  type Manifest,
  type ManifestEntry,
  type Progress as TransferProgress,
  type ReadOnlyReason,
  StoreRequestError,
  type StoreSettings,
  type TransferResult,
} from './transfer/index.ts';
