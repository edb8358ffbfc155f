import {
  DatasetReadOnlyError,
  type DatasetStore,
  type FetchedDataset,
  fetchWritableDataset,
  openDatasetStore,
  type ReadOnlyReason,
  readStoreSettings,
} from '../../transfer/index.ts';
import type { StoreInputs } from '../inputs/shared-fields.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import type { Connection } from '../lifecycle/connection.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';

export interface OpenDatasetOptions {
  readonly datasetId: string;
  readonly access: 'read' | 'write';
  readonly connections: number;
  readonly inputs: StoreInputs;
  /** The dataset, if it was just fetched; otherwise it is fetched. */
  readonly fetched?: FetchedDataset | undefined;
}

/** The inputs of the actions. */
const INPUT_NAMES = { region: 's3-region', endpoint: 's3-endpoint', ifExists: 'if-exists' };

export interface OpenDataset extends DatasetStore, AsyncDisposable {}

/**
 * Opens a dataset's folder in the store, at the address from the inputs, the environment or the dataset.
 * @throws StepFailedError if the dataset is read-only.
 */
export async function openDataset(
  { datasetId, access, connections, inputs, fetched }: OpenDatasetOptions,
  { provena, proxy }: Connection,
  { log, signal }: Pick<Deps<never>, 'log' | 'signal'>,
): Promise<OpenDataset> {
  const environment = readStoreSettings(process.env);
  const opened = await openDatasetStore(provena.datastore, datasetId, access, {
    region: inputs['s3-region'],
    endpoint: inputs['s3-endpoint'] ?? environment.endpoint,
    connections,
    fetched,
    proxy,
    signal,
    log: (level, line) => log[level](line),
    settingNames: INPUT_NAMES,
  }).catch(explainReadOnly);
  return { ...opened, [Symbol.asyncDispose]: () => opened.store.close() };
}

/** Fetches a dataset to which files will be uploaded. @throws StepFailedError if the dataset is read-only. */
export async function fetchUploadTarget(
  datasetId: string,
  { provena }: Connection,
  { signal }: Pick<Deps<never>, 'signal'>,
): Promise<FetchedDataset> {
  return fetchWritableDataset(provena.datastore, datasetId, { signal }).catch(explainReadOnly);
}

function explainReadOnly(error: unknown): never {
  throw error instanceof DatasetReadOnlyError ? toStepFailedError(error) : error;
}

const REMEDIES: Readonly<Record<ReadOnlyReason, string>> = {
  locked: 'Unlock it in the registry, or ask the user who locked it.',
  pending: 'Upload to a new version of the dataset, or after the release is rejected.',
  released: 'Create a new version of the dataset and upload to it.',
};

function toStepFailedError(error: DatasetReadOnlyError): StepFailedError {
  const advice = `${REMEDIES[error.reason]} Nothing was sent to this dataset.`;
  return new StepFailedError(error.message, { advice, anchor: 'dataset-read-only', cause: error });
}
