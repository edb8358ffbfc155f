import { escapeMarkdown, formatLongTable } from '../../src/shared/action/runner/markdown/markdown.ts';
import { formatBytes } from '../../src/shared/format-bytes.ts';
import type { LocalFile, RecordList } from '../../src/shared/transfer/index.ts';
import type { DatasetFiles } from './dataset-files.ts';
import { getDatasetName, type RunDataset } from './run-dataset.ts';
import type { FileDifferences } from './upload-dataset-files.ts';

interface DatasetState {
  readonly dataset: RunDataset;
  readonly datasetId: string | undefined;
  /** An earlier attempt minted it. */
  readonly isReused: boolean;
  /** What the upload changed; undefined if it did not complete. */
  readonly upload: FileDifferences | undefined;
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

function isMissingFiles({ dataset, datasetId, upload }: DatasetState): boolean {
  return datasetId !== undefined && dataset.patterns.length > 0 && !upload;
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

function formatState(state: DatasetState): string {
  const { dataset, isReused, upload } = state;
  const existence = dataset.document ? formatMinting(state) : 'exists';
  if (dataset.patterns.length === 0) return existence;
  const hasExisted = isReused || !dataset.document;
  const uploaded = upload ? formatUpload(upload) : `not uploaded${hasExisted ? ' in this attempt' : ''}`;
  return `${existence}, ${uploaded}`;
}

function formatMinting({ datasetId, isReused }: DatasetState): string {
  if (isReused) return 'minted earlier';
  return datasetId === undefined ? 'not minted' : 'minted';
}

function formatUpload({ added, replaced }: FileDifferences): string {
  return added + replaced > 0 ? 'uploaded' : 'files unchanged';
}

export function sumBytes(files: RecordList<LocalFile>): number {
  let bytes = 0;
  for (const { size } of files) bytes += size;
  return bytes;
}
