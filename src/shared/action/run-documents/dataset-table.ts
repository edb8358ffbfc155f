import { formatBytes } from '../../format-bytes.ts';
import type { LocalFile, RecordList } from '../../transfer/index.ts';
import { escapeMarkdown, formatLongTable } from '../runner/markdown/markdown.ts';
import type { DatasetFiles } from './dataset-files.ts';
import { getDatasetName, type RunDataset } from './run-dataset.ts';

interface DatasetState {
  readonly dataset: RunDataset;
  readonly datasetId: string | undefined;
  /** An earlier attempt minted it. */
  readonly isReused: boolean;
  readonly isUploaded: boolean;
}

/** The datasets as a table of the summary. Those that exist without their files, because the step failed, are first. */
export function formatDatasetTable(
  states: readonly DatasetState[],
  files: DatasetFiles,
  formatHandle: (id: string) => string,
): string {
  const sorted = states.toSorted((a, b) => Number(isMissingFiles(b)) - Number(isMissingFiles(a)));
  return formatLongTable(
    ['dataset', 'role', 'handle', 'files', 'size', 'state'],
    sorted.map((state) => {
      const { dataset, datasetId } = state;
      const list = dataset.patterns.length === 0 ? undefined : files.get(dataset.id);
      return [...formatDatasetCells(dataset, datasetId, list, formatHandle), formatState(state)];
    }),
  );
}

function isMissingFiles({ dataset, datasetId, isUploaded }: DatasetState): boolean {
  return datasetId !== undefined && dataset.patterns.length > 0 && !isUploaded;
}

/** The first cells of a row: name, role, handle, number of files and size. */
export function formatDatasetCells(
  dataset: RunDataset,
  datasetId: string | undefined,
  files: RecordList<LocalFile> | undefined,
  formatHandle: (id: string) => string,
): string[] {
  return [
    escapeMarkdown(getDatasetName(dataset)),
    dataset.role,
    datasetId === undefined ? '' : formatHandle(datasetId),
    files ? String(files.length) : '',
    files ? formatBytes(sumBytes(files)) : '',
  ];
}

function formatState({ dataset, datasetId, isReused, isUploaded }: DatasetState): string {
  const minted = isReused ? 'minted earlier' : datasetId === undefined ? 'not minted' : 'minted';
  const hasExisted = isReused || !dataset.document;
  const uploaded = isUploaded ? 'uploaded' : hasExisted ? 'not uploaded in this attempt' : 'not uploaded';
  return [dataset.document ? minted : 'exists', ...(dataset.patterns.length > 0 ? [uploaded] : [])].join(
    ', ',
  );
}

export function sumBytes(files: RecordList<LocalFile>): number {
  let bytes = 0;
  for (const { size } of files) bytes += size;
  return bytes;
}
