export { type AbortedUpload, abortIncomplete } from './abort-incomplete.ts';
export {
  type Closed,
  DatasetClosedError,
  type DatasetStore,
  type DatasetStoreOptions,
  openDatasetStore,
  type StoreSettings,
  storeSettingsFrom,
} from './dataset-store.ts';
export {
  type DownloadDecision,
  type DownloadPlan,
  type PlanDownloadOptions,
  type PlannedDownload,
  planDownload,
  tallyDownload,
} from './download/plan-download.ts';
export { runDownload } from './download/run-download.ts';
export { FileProblem, StoreRefusal } from './errors.ts';
export type { Progress, ProgressOptions, SlowFile } from './flow/progress.ts';
export { openStore, type Store } from './flow/session.ts';
export { type FolderOptions, listFolder } from './local/list-folder.ts';
export { listPaths, type PathsOptions } from './local/list-paths.ts';
export type { LocalFile, LocalListing, LocalProblem } from './local/local-file.ts';
export { type Manifest, type ManifestEntry, type Outcome, parseManifest } from './manifest.ts';
export { reach } from './reach.ts';
export type { RunResult } from './result.ts';
export { parseShard, type Shard } from './shards.ts';
export type { CredentialSource, Log, StoreAddress, StoreCredentials, StoreOptions } from './store.ts';
export {
  type PlannedUpload,
  type Tally,
  tallyUpload,
  type UploadDecision,
  type UploadPlan,
} from './upload/plan.ts';
export { type PlanUploadOptions, planUpload } from './upload/plan-upload.ts';
export { type RunUploadOptions, runUpload } from './upload/run-upload.ts';
export { type Verification, verify } from './verify.ts';
