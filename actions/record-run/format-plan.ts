import { escapeMarkdown, formatLongTable } from '../../src/shared/action/runner/markdown/markdown.ts';
import { getTextField } from '../../src/shared/client/mapping.ts';
import { formatBytes } from '../../src/shared/format-bytes.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import type { LocalFile, RecordList } from '../../src/shared/transfer/index.ts';
import { formatDatasetCells, sumBytes } from './dataset-table.ts';
import { getDatasetName, type RunDataset } from './run-dataset.ts';
import type { RunDocument } from './run-documents.ts';

/** Maximum number of names in a sentence: a plan can have thousands of runs. */
const MAX_NAMES = 10;

/** A dataset of this step before it is minted and filled. */
export interface PlannedDataset {
  readonly dataset: RunDataset;
  readonly datasetId: string | undefined;
  /** The files to upload; undefined if there are none, or if the command has yet to write them. */
  readonly files: RecordList<LocalFile> | undefined;
  /** Number of files that the dataset already has; undefined if that was not looked up. */
  readonly unchanged?: number | undefined;
}

export interface PlannedRuns {
  readonly runs: readonly RunDocument[];
  /** Number of runs that earlier attempts sent; undefined if that was not looked up. */
  readonly sent?: number | undefined;
}

/** The plan as an output. */
export function toRunPlanOutput(planned: readonly PlannedDataset[], { runs, sent }: PlannedRuns) {
  return {
    datasets: planned.map(({ dataset, datasetId, files, unchanged }) => ({
      name: getDatasetName(dataset),
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
      const verb = datasetId === undefined ? 'Mint' : 'Use';
      const handle =
        datasetId === undefined || datasetId === getDatasetName(dataset) ? '' : ` (${datasetId})`;
      const size = files ? ` (${formatBytes(sumBytes(files))})` : '';
      const upload = dataset.patterns.length > 0 ? `: ${formatPlannedFiles(entry)}${size}` : '';
      return `${verb} ${dataset.role} ${getDatasetName(dataset)}${handle}${upload}`;
    }),
    formatPlannedRuns(runs, (name) => name),
  ];
}

/** The number of runs and their names, for the summary of a plan. */
export function formatPlannedRuns({ runs, sent = 0 }: PlannedRuns, escapeName = escapeMarkdown): string {
  const names = runs.flatMap(({ source: { value } }) => getTextField(value, 'display_name') ?? []);
  const more = names.length > MAX_NAMES ? `, and ${names.length - MAX_NAMES} more` : '';
  const list = names.slice(0, MAX_NAMES).map(escapeName).join(', ');
  const earlier = sent > 0 ? ` (earlier attempts sent ${sent} of them)` : '';
  return `${formatCount(runs.length, 'model run')} to register${earlier}${list && `: ${list}${more}`}`;
}

/** The plan of the datasets as a table of the summary. */
export function formatRunPlanTable(
  planned: readonly PlannedDataset[],
  formatHandle: (id: string) => string,
): string {
  return formatLongTable(
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
  const upload = rest > 0 ? [`${formatCount(rest, 'file')} to upload`] : [];
  return [...upload, ...(unchanged > 0 ? [`${unchanged} unchanged`] : [])].join(', ');
}
