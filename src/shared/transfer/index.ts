export { abortIncompleteUploads } from './abort-incomplete.ts';
export {
  DatasetReadOnlyError,
  type DatasetStore,
  type FetchedDataset,
  fetchWritableDataset,
  openDatasetStore,
  type ReadOnlyReason,
  readStoreSettings,
  type StoreSettings,
} from './dataset-store.ts';
export {
  type DownloadPlan,
  type PlanDownloadOptions,
  planDownload,
  summarizeDownload,
} from './download/plan-download.ts';
export { runDownload } from './download/run-download.ts';
export { FileTransferError, StoreRequestError } from './errors.ts';
export type { FileTotals } from './file-totals.ts';
export { createExternalLinkProblem, listFolder } from './local/list-folder.ts';
export { getRelativeName, listPaths } from './local/list-paths.ts';
export { compareNames, type LocalFile, type LocalListing, type LocalProblem } from './local/local-file.ts';
export {
  type FileOutcome,
  formatManifest,
  type Manifest,
  type ManifestEntry,
  parseManifest,
  readManifestFile,
} from './manifest.ts';
export { openStore, type Store } from './open-store.ts';
export type { Progress } from './progress.ts';
export { filterRecords, mapRecords, type RecordList } from './records/record-list.ts';
export { SortedLookup } from './records/sorted-lookup.ts';
export { Spool } from './records/spool.ts';
export { checkStoreAccess } from './remote-objects.ts';
export type { StoreAddress, StoreOptions } from './store.ts';
export type { TransferResult } from './transfer-result.ts';
export {
  type PlanUploadOptions,
  planUpload,
  summarizeUpload,
  type UploadPlan,
} from './upload/plan-upload.ts';
export { runUpload } from './upload/run-upload.ts';
