import type { WebPages } from '../../src/shared/action/lifecycle/web-pages.ts';
import { escapeMarkdown } from '../../src/shared/action/runner/markdown/markdown.ts';
import { getTextField } from '../../src/shared/client/mapping.ts';
import { formatBytes } from '../../src/shared/format-bytes.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import { listFirst } from '../../src/shared/format-list.ts';
import { formatDatasetTable, sumBytes } from './dataset-table.ts';
import { getDatasetName, type RunDataset } from './run-dataset.ts';
import type { RunDocument } from './run-documents.ts';

/** Maximum number of names in a sentence: a plan can have thousands of runs. */
const MAX_NAMES = 10;

/** What the step will do. */
export interface RunPlan {
  readonly datasets: readonly RunDataset[];
  readonly runs: readonly RunDocument[];
  /** Number of runs that earlier attempts sent; undefined if that was not looked up. */
  readonly sent?: number;
}

/** The plan as an output. */
export function toRunPlanOutput({ datasets, runs, sent }: RunPlan) {
  return {
    datasets: datasets.map((dataset) => {
      const { role, datasetId, files, unchanged } = dataset;
      return {
        name: getDatasetName(dataset),
        role,
        action: datasetId === undefined ? 'mint' : 'use',
        ...(datasetId === undefined ? {} : { id: datasetId }),
        ...(files ? { files: files.length, bytes: sumBytes(files) } : {}),
        ...(unchanged === undefined ? {} : { unchanged }),
      };
    }),
    runs: runs.length,
    ...(sent === undefined ? {} : { sent }),
  };
}

/** The plan as lines of the log. */
export function formatRunPlan(plan: RunPlan): string[] {
  return [...plan.datasets.map(formatPlannedDataset), formatPlannedRuns(plan, (name) => name)];
}

function formatPlannedDataset(dataset: RunDataset): string {
  const { role, datasetId, patterns, files } = dataset;
  const name = getDatasetName(dataset);
  const verb = datasetId === undefined ? 'Mint' : 'Use';
  const handle = datasetId === undefined || datasetId === name ? '' : ` (${datasetId})`;
  const size = files ? ` (${formatBytes(sumBytes(files))})` : '';
  const upload = patterns.length > 0 ? `: ${formatPlannedFiles(dataset)}${size}` : '';
  return `${verb} ${role} ${name}${handle}${upload}`;
}

/** The number of runs and their names. By default, the names are escaped for Markdown. */
export function formatPlannedRuns({ runs, sent = 0 }: RunPlan, escapeName = escapeMarkdown): string {
  const names = runs.flatMap(({ source: { value } }) => getTextField(value, 'display_name') ?? []);
  const list = listFirst(names, MAX_NAMES, escapeName).join(', ');
  const earlier = sent > 0 ? ` (earlier attempts sent ${sent} of them)` : '';
  return `${formatCount(runs.length, 'model run')} to register${earlier}${list && `: ${list}`}`;
}

/** The plan of the datasets as a table of the summary. */
export function formatRunPlanTable({ datasets }: RunPlan, pages?: WebPages): string {
  const formatCell = (dataset: RunDataset): string => {
    const minting = dataset.datasetId === undefined ? 'to mint' : 'exists';
    return dataset.patterns.length > 0 ? `${minting}, ${formatPlannedFiles(dataset)}` : minting;
  };
  return formatDatasetTable(datasets, 'plan', formatCell, pages);
}

function formatPlannedFiles({ patterns, files, unchanged = 0 }: RunDataset): string {
  if (!files) return `${patterns.join(', ')} to upload after the command`;
  const rest = files.length - unchanged;
  const upload = rest > 0 ? [`${formatCount(rest, 'file')} to upload`] : [];
  return [...upload, ...(unchanged > 0 ? [`${unchanged} unchanged`] : [])].join(', ');
}
