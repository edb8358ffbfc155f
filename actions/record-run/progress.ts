import type { EarlierDatasets } from '../../src/shared/action/datasets/find-datasets.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import type { Connection } from '../../src/shared/action/lifecycle/connection.ts';
import { formatLink } from '../../src/shared/action/runner/markdown/markdown.ts';
import type { FetchedDataset } from '../../src/shared/transfer/index.ts';
import type { DatasetFiles } from './dataset-files.ts';
import { formatDatasetTable } from './dataset-table.ts';
import type { Inputs, OutputName } from './inputs.ts';
import type { RunDataset } from './run-dataset.ts';
import type { FileDifferences } from './upload-dataset-files.ts';

export interface RunContext {
  readonly inputs: Inputs;
  readonly connection: Connection;
  readonly deps: Deps<OutputName>;
  /** Describes the workflow run and the commit before the command, which may change the checkout. */
  readonly runMetadata: Readonly<Record<string, string>>;
}

/** What the step has done to its datasets so far, for the outputs and the summary. */
export interface Progress {
  readonly datasets: readonly RunDataset[];
  /** Handles of the datasets that exist, by the id of each dataset. */
  readonly datasetIds: Map<string, string>;
  /** Ids of the datasets that an earlier attempt minted. */
  readonly reused: Set<string>;
  /** The datasets whose files are uploaded: what the upload changed, by their ids. */
  readonly uploads: Map<string, FileDifferences>;
  /** Existing datasets by handle, if they were fetched to check them and no command has run since. */
  readonly fetched: Map<string, FetchedDataset>;
  /** The datasets of earlier attempts, if they were searched for the plan and no command has run since. */
  earlier: EarlierDatasets | undefined;
  /** The files that exist; those of outputs are added after the command. */
  files: DatasetFiles;
}

/** The state before anything is created. */
export function createProgress(datasets: readonly RunDataset[], files: DatasetFiles): Progress {
  const existing = datasets.flatMap(({ id, datasetId }) =>
    datasetId === undefined ? [] : [[id, datasetId] as const],
  );
  return {
    datasets,
    datasetIds: new Map(existing),
    reused: new Set(),
    uploads: new Map(),
    fetched: new Map(),
    earlier: undefined,
    files,
  };
}

/** Sets the outputs with the handles of the datasets that exist so far, in the order of the documents. */
export function setDatasetOutputs(
  { datasets, datasetIds }: Progress,
  { setOutputs }: Deps<OutputName>,
): void {
  const ids = datasets.flatMap(({ id }) => datasetIds.get(id) ?? []);
  const [only] = datasets.length === 1 ? ids : [];
  setOutputs({ 'dataset-ids': ids, 'dataset-id': only });
}

/** Adds a table to the summary with what exists and what is missing. */
export function summarizeDatasets(
  { datasets, datasetIds, reused, uploads, files }: Progress,
  { pages }: Connection,
  { summary }: Deps<OutputName>,
): void {
  if (datasets.length === 0) return;
  const states = datasets.map((dataset) => ({
    dataset,
    datasetId: datasetIds.get(dataset.id),
    isReused: reused.has(dataset.id),
    upload: uploads.get(dataset.id),
  }));
  summary.add(formatDatasetTable(states, files, (id) => formatLink(id, pages.dataset(id))));
}
