export { abortIncomplete } from './abort-incomplete.ts';
export {
  type Closed,
  DatasetClosedError,
  type DatasetStore,
  openDatasetStore,
  type StoreSettings,
  storeSettingsFrom,
} from './dataset-store.ts';
export {
  type DownloadPlan,
  type PlanDownloadOptions,
  planDownload,
  tallyDownload,
} from './download/plan-download.ts';
export { runDownload } from './download/run-download.ts';
export { FileProblem } from './errors.ts';
export type { Progress } from './flow/progress.ts';
export { openStore, type Store } from './flow/session.ts';
export { listFolder } from './local/list-folder.ts';
export { listPaths } from './local/list-paths.ts';
export type { LocalFile, LocalListing } from './local/local-file.ts';
export { type Manifest, parseManifest } from './manifest.ts';
export { reach } from './reach.ts';
export type { RunResult } from './result.ts';
export { parseShard } from './shards.ts';
export type { StoreOptions } from './store.ts';
export {
  type Tally,
  tallyUpload,
  type UploadPlan,
} from './upload/plan.ts';
export { type PlanUploadOptions, planUpload } from './upload/plan-upload.ts';
export { runUpload } from './upload/run-upload.ts';
export { verify } from './verify.ts';
