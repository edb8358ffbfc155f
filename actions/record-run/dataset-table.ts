import type { WebPages } from '../../src/shared/action/lifecycle/web-pages.ts';
import {
  escapeMarkdown,
  formatLink,
  formatLongTable,
} from '../../src/shared/action/runner/markdown/markdown.ts';
import { formatBytes } from '../../src/shared/format-bytes.ts';
import type { LocalFile, RecordList } from '../../src/shared/transfer/index.ts';
import type { RunContext } from './run-context.ts';
import { getDatasetName, listHandles, type RunDataset } from './run-dataset.ts';

/** Formats datasets as a table of the summary. @param pages undefined without a connection. */
export function formatDatasetTable(
  datasets: readonly RunDataset[],
  lastColumn: string,
  formatLastCell: (dataset: RunDataset) => string,
  pages: WebPages | undefined,
): string {
  return formatLongTable(['dataset', 'role', 'handle', 'files', 'size', lastColumn], datasets, (dataset) => {
    const { role, datasetId, files } = dataset;
    return [
      escapeMarkdown(getDatasetName(dataset)),
      role,
      datasetId === undefined ? '' : formatLink(datasetId, pages?.dataset(datasetId)),
      files ? String(files.length) : '',
      files ? formatBytes(sumBytes(files)) : '',
      formatLastCell(dataset),
    ];
  });
}

export function sumBytes(files: RecordList<LocalFile>): number {
  return Iterator.from(files).reduce((sum, { size }) => sum + size, 0);
}

/** Sets the outputs with the handles of the datasets that exist so far, in the order of the documents. */
export function setDatasetOutputs({ datasets, deps }: RunContext): void {
  const ids = listHandles(datasets);
  const [only] = ids.length === 1 && datasets.every(({ datasetId }) => datasetId !== undefined) ? ids : [];
  deps.setOutputs({ 'dataset-ids': ids, 'dataset-id': only });
}

/** Adds a table to the summary. Datasets that exist without their files, because the step failed, are first. */
export function summarizeDatasets({ datasets, connection, deps }: RunContext): void {
  if (datasets.length === 0) return;
  const sorted = datasets.toSorted((a, b) => Number(isMissingFiles(b)) - Number(isMissingFiles(a)));
  deps.summary.add(formatDatasetTable(sorted, 'state', formatState, connection.pages));
}

function isMissingFiles({ datasetId, patterns, upload }: RunDataset): boolean {
  return datasetId !== undefined && patterns.length > 0 && !upload;
}

function formatState({ document, datasetId, isReused, patterns, upload }: RunDataset): string {
  const minting = isReused ? 'minted earlier' : datasetId === undefined ? 'not minted' : 'minted';
  const existence = document ? minting : 'exists';
  if (patterns.length === 0 || datasetId === undefined) return existence;
  if (upload) return `${existence}, ${upload.added + upload.replaced > 0 ? 'uploaded' : 'files unchanged'}`;
  return `${existence}, upload not completed${isReused || !document ? ' in this attempt' : ''}`;
}
