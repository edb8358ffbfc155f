import { isMapping } from '../../client/mapping.ts';
import type { LocalFile } from '../../transfer/index.ts';
import { escapeMarkdown, formatTable } from '../runner/markdown.ts';
import { formatBytes } from '../uploads/format-transfer.ts';
import type { DatasetFiles } from './dataset-files.ts';
import type { RunDataset, RunDocument } from './run-documents.ts';

/** The state of a dataset of this step. */
export interface DatasetState {
  readonly dataset: RunDataset;
  readonly datasetId: string | undefined;
  readonly isMinted: boolean;
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
 * by their metadata.
 */
export function createDatasetKeys(
  userKey: string,
  datasets: readonly RunDataset[],
): ReadonlyMap<string, string> {
  const byName = Map.groupBy(datasets, (dataset) => [userKey, dataset.role, getName(dataset)].join('/'));
  return new Map(
    [...byName].flatMap(([key, namesakes]) => {
      if (namesakes.length === 1) return namesakes.map(({ id }) => [id, key] as const);
      const byContent = Map.groupBy(namesakes, ({ document }) => document?.fingerprint ?? '');
      return [...byContent].flatMap(([fingerprint, equals]) =>
        equals.map(({ id }, index) => [id, [key, fingerprint, index + 1].join('/')] as const),
      );
    }),
  );
}

/** The plan as an output. */
export function toPlanOutput(
  datasets: readonly RunDataset[],
  files: DatasetFiles,
  runs: readonly RunDocument[],
) {
  return {
    datasets: datasets.map((dataset) => ({
      name: getName(dataset),
      role: dataset.role,
      action: dataset.document ? 'mint' : 'use',
      ...(dataset.datasetId === undefined ? {} : { id: dataset.datasetId }),
      // Unknown before the command has written them.
      ...countFiles(files.get(dataset.id)),
    })),
    runs: runs.length,
  };
}

/** The plan as lines of the log. */
export function formatRunPlan(
  datasets: readonly RunDataset[],
  files: DatasetFiles,
  runs: readonly RunDocument[],
): string[] {
  return [
    ...datasets.map((dataset) => {
      const list = files.get(dataset.id);
      const upload =
        dataset.patterns.length === 0
          ? ''
          : list
            ? `, upload ${list.length} ${list.length === 1 ? 'file' : 'files'} (${formatBytes(sumBytes(list))})`
            : `, upload ${dataset.patterns.join(', ')} after the command`;
      return `${dataset.document ? 'mint' : 'use'} ${dataset.role} ${getName(dataset)}${upload}`;
    }),
    `register ${formatRunCount(runs)}`,
  ];
}

/** The number of runs and their names, for the summary of a plan. */
export function formatPlannedRuns(runs: readonly RunDocument[]): string {
  const names = runs.flatMap(({ source: { value } }) =>
    isMapping(value) && typeof value['display_name'] === 'string' ? value['display_name'] : [],
  );
  const more = names.length > MAX_NAMES ? `, and ${names.length - MAX_NAMES} more` : '';
  const list = names.slice(0, MAX_NAMES).map(escapeMarkdown).join(', ');
  return `${formatRunCount(runs)} to register: ${list}${more}`;
}

/** Names in a sentence; a sweep can have thousands of runs. */
const MAX_NAMES = 10;

function formatRunCount({ length }: readonly RunDocument[]): string {
  return `${length} model ${length === 1 ? 'run' : 'runs'}`;
}

function countFiles(list: readonly LocalFile[] | undefined) {
  return list ? { files: list.length, bytes: sumBytes(list) } : {};
}

/** The datasets as a table of the summary: planned, or as far as they exist. */
export function formatDatasetTable(
  states: readonly DatasetState[],
  files: DatasetFiles,
  formatHandle: (id: string) => string,
  isPlan: boolean,
): string {
  return formatTable(
    ['dataset', 'role', 'handle', 'files', 'size', 'state'],
    states.map((state) => {
      const { dataset, datasetId } = state;
      const list = dataset.patterns.length === 0 ? undefined : files.get(dataset.id);
      return [
        escapeMarkdown(getName(dataset)),
        dataset.role,
        datasetId === undefined ? '' : formatHandle(datasetId),
        list ? String(list.length) : '',
        list ? formatBytes(sumBytes(list)) : '',
        isPlan ? formatPlannedState(dataset, list !== undefined) : formatState(state),
      ];
    }),
  );
}

function formatPlannedState({ document, patterns }: RunDataset, isListed: boolean): string {
  const upload = isListed ? 'to upload' : 'to upload after the command';
  return [document ? 'to mint' : 'exists', ...(patterns.length > 0 ? [upload] : [])].join(', ');
}

function formatState({ dataset, isMinted, isReused, isUploaded }: DatasetState): string {
  const minted = isReused ? 'minted earlier' : isMinted ? 'minted' : 'not minted';
  const uploaded = isUploaded ? 'uploaded' : 'not uploaded';
  return [dataset.document ? minted : 'exists', ...(dataset.patterns.length > 0 ? [uploaded] : [])].join(
    ', ',
  );
}

function getName({ document, datasetId }: RunDataset): string {
  return document?.metadata.dataset_info.name ?? datasetId ?? '';
}

function sumBytes(files: readonly LocalFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}
