import { isMapping } from '../../client/mapping.ts';
import { formatBytes } from '../../format-bytes.ts';
import type { LocalFile, RecordList } from '../../transfer/index.ts';
import { escapeMarkdown, formatTable } from '../runner/markdown.ts';
import type { DatasetFiles } from './dataset-files.ts';
import type { RunDataset, RunDocument } from './run-documents.ts';

/** A dataset of this step before it is minted and filled. */
export interface PlannedDataset {
  readonly dataset: RunDataset;
  /** Its handle, if it exists. */
  readonly datasetId: string | undefined;
  /** The files to upload; undefined if there are none, or if the command has yet to write them. */
  readonly files: RecordList<LocalFile> | undefined;
  /** Number of files that the dataset has already; undefined if that was not looked up. */
  readonly unchanged?: number | undefined;
}

/** The runs of a plan. */
export interface PlannedRuns {
  readonly runs: readonly RunDocument[];
  /** Number of runs that earlier attempts sent; undefined if that was not looked up. */
  readonly sent?: number | undefined;
}

/** The state of a dataset of this step. */
export interface DatasetState {
  readonly dataset: RunDataset;
  /** Its handle, if it exists. */
  readonly datasetId: string | undefined;
  /** An earlier attempt minted it. */
  readonly isReused: boolean;
  readonly isUploaded: boolean;
}

/** The datasets of runs, each once, in the order of the documents. */
export function listDatasets(runs: readonly RunDocument[]): RunDataset[] {
  const datasets = runs.flatMap(({ references }) => references.map(({ dataset }) => dataset));
  return [...new Map(datasets.map((dataset) => [dataset.id, dataset])).values()];
}

/**
 * Keys of the datasets, by their ids, when the user set `idempotency-key`: all datasets of the step need keys of their own. The
 * name identifies a dataset, so that changed metadata is reported as a conflict. Datasets of the same name are distinguished
 * by their metadata. Undefined without a key of the user.
 */
export function createDatasetKeys(
  userKey: string | undefined,
  datasets: readonly RunDataset[],
): ReadonlyMap<string, string> | undefined {
  if (!userKey) return undefined;
  const byName = Map.groupBy(datasets, (dataset) => [userKey, dataset.role, getName(dataset)].join('/'));
  return new Map(
    [...byName].flatMap(([key, sameName]) => {
      if (sameName.length === 1) return sameName.map(({ id }) => [id, key] as const);
      const byContent = Map.groupBy(sameName, ({ document }) => document?.fingerprint ?? '');
      return [...byContent].flatMap(([fingerprint, equals]) =>
        equals.map(({ id }, index) => [id, [key, fingerprint, index + 1].join('/')] as const),
      );
    }),
  );
}

/** The plan of the datasets as far as it is known without requests. */
export function planDatasets(datasets: readonly RunDataset[], files: DatasetFiles): PlannedDataset[] {
  return datasets.map((dataset) => ({
    dataset,
    datasetId: dataset.datasetId,
    files: files.get(dataset.id),
  }));
}

/** The plan as an output. */
export function toPlanOutput(planned: readonly PlannedDataset[], { runs, sent }: PlannedRuns) {
  return {
    datasets: planned.map(({ dataset, datasetId, files, unchanged }) => ({
      name: getName(dataset),
      role: dataset.role,
      action: datasetId === undefined ? 'mint' : 'use',
      ...(datasetId === undefined ? {} : { id: datasetId }),
      ...(files ? { files: files.length, bytes: sumBytes(files) } : {}),
      ...(unchanged === undefined ? {} : { unchanged }),
    })),
    runs: runs.length,
    ...(sent === undefined ? {} : { sent }),
  };
}

/** The plan as lines of the log. */
export function formatRunPlan(planned: readonly PlannedDataset[], runs: PlannedRuns): string[] {
  return [
    ...planned.map((entry) => {
      const { dataset, datasetId, files } = entry;
      const verb = datasetId === undefined ? 'mint' : 'use';
      const handle = datasetId === undefined || datasetId === getName(dataset) ? '' : ` (${datasetId})`;
      const size = files ? ` (${formatBytes(sumBytes(files))})` : '';
      const upload = dataset.patterns.length > 0 ? `; ${formatPlannedFiles(entry)}${size}` : '';
      return `${verb} ${dataset.role} ${getName(dataset)}${handle}${upload}`;
    }),
    formatPlannedRuns(runs, (name) => name),
  ];
}

/** The number of runs and their names, for the summary of a plan. */
export function formatPlannedRuns({ runs, sent = 0 }: PlannedRuns, escapeName = escapeMarkdown): string {
  const names = runs.flatMap(({ source: { value } }) =>
    isMapping(value) && typeof value['display_name'] === 'string' ? value['display_name'] : [],
  );
  const more = names.length > MAX_NAMES ? `, and ${names.length - MAX_NAMES} more` : '';
  const list = names.slice(0, MAX_NAMES).map(escapeName).join(', ');
  const earlier = sent > 0 ? ` (earlier attempts sent ${sent} of them)` : '';
  return `${runs.length} model ${runs.length === 1 ? 'run' : 'runs'} to register${earlier}${list && `: ${list}${more}`}`;
}

/** Names in a sentence; a sweep can have thousands of runs. */
const MAX_NAMES = 10;

/** The plan of the datasets as a table of the summary. */
export function formatPlanTable(
  planned: readonly PlannedDataset[],
  formatHandle: (id: string) => string,
): string {
  return formatTable(
    ['dataset', 'role', 'handle', 'files', 'size', 'plan'],
    planned.map((entry) => {
      const { dataset, datasetId, files } = entry;
      const minting = datasetId === undefined ? 'to mint' : 'exists';
      const uploading = dataset.patterns.length > 0 ? [formatPlannedFiles(entry)] : [];
      return [
        ...formatDatasetCells(dataset, datasetId, files, formatHandle),
        [minting, ...uploading].join(', '),
      ];
    }),
  );
}

function formatPlannedFiles({ dataset, files, unchanged = 0 }: PlannedDataset): string {
  if (!files) return `${dataset.patterns.join(', ')} to upload after the command`;
  const rest = files.length - unchanged;
  const upload = rest > 0 ? [`${rest} ${rest === 1 ? 'file' : 'files'} to upload`] : [];
  return [...upload, ...(unchanged > 0 ? [`${unchanged} unchanged`] : [])].join(', ');
}

/** The datasets as a table of the summary, as far as they exist. */
export function formatDatasetTable(
  states: readonly DatasetState[],
  files: DatasetFiles,
  formatHandle: (id: string) => string,
): string {
  return formatTable(
    ['dataset', 'role', 'handle', 'files', 'size', 'state'],
    states.map((state) => {
      const { dataset, datasetId } = state;
      const list = dataset.patterns.length === 0 ? undefined : files.get(dataset.id);
      return [...formatDatasetCells(dataset, datasetId, list, formatHandle), formatState(state)];
    }),
  );
}

function formatDatasetCells(
  dataset: RunDataset,
  datasetId: string | undefined,
  files: RecordList<LocalFile> | undefined,
  formatHandle: (id: string) => string,
): string[] {
  return [
    escapeMarkdown(getName(dataset)),
    dataset.role,
    datasetId === undefined ? '' : formatHandle(datasetId),
    files ? String(files.length) : '',
    files ? formatBytes(sumBytes(files)) : '',
  ];
}

function formatState({ dataset, datasetId, isReused, isUploaded }: DatasetState): string {
  const minted = isReused ? 'minted earlier' : datasetId === undefined ? 'not minted' : 'minted';
  const uploaded = isUploaded ? 'uploaded' : 'not uploaded';
  return [dataset.document ? minted : 'exists', ...(dataset.patterns.length > 0 ? [uploaded] : [])].join(
    ', ',
  );
}

function getName({ document, datasetId }: RunDataset): string {
  return document?.metadata.dataset_info.name ?? datasetId ?? '';
}

function sumBytes(files: RecordList<LocalFile>): number {
  let bytes = 0;
  for (const { size } of files) bytes += size;
  return bytes;
}
