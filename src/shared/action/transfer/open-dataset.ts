import { isCleartext } from '../../client/endpoints.ts';
import { UserError } from '../../documents/problem.ts';
import {
  DatasetReadOnlyError,
  type DatasetStore,
  type FetchedDataset,
  fetchWritableDataset,
  openDatasetStore,
  type ReadOnlyReason,
  readStoreSettings,
  summarizeUpload,
  type UploadPlan,
} from '../../transfer/index.ts';
import { splitFolder } from '../../transfer/object-names.ts';
import type { StoreInputs, TransferInputs } from '../inputs/shared-fields.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import type { Connection } from '../lifecycle/connection.ts';
import type { Log } from '../runner/log/log.ts';
import { formatLink } from '../runner/markdown/markdown.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';

export interface OpenDatasetOptions {
  readonly datasetId: string;
  readonly access: 'read' | 'write';
  readonly connections: number;
  readonly inputs: StoreInputs;
  /** The dataset, if it was just fetched; otherwise it is fetched. */
  readonly fetched?: FetchedDataset | undefined;
}

const INPUT_NAMES = {
  region: 's3-region',
  endpoint: 's3-endpoint',
  ifExists: 'if-exists',
  deleteMissing: 'delete-missing: true in upload-data',
};

interface OpenDataset extends DatasetStore, AsyncDisposable {
  readonly datasetId: string;
  /** Set if the dataset is read-only although it was opened for writing. */
  readonly readOnlyError: StepFailedError | undefined;
}

/** Connections whose store is not encrypted: a step that opens many datasets warns once. */
const warned = new WeakSet<Connection>();

/**
 * Opens a dataset's folder in the store, at the address from the inputs, the environment or the dataset. A read-only dataset
 * is opened for reading: in a re-run, it may have all files already. See {@link assertWritable}.
 */
export async function openDataset(
  { datasetId, access, connections, inputs, fetched }: OpenDatasetOptions,
  connection: Connection,
  { log, signal }: Pick<Deps<never>, 'log' | 'signal'>,
): Promise<OpenDataset> {
  const { provena, proxy } = connection;
  const endpoint = inputs['s3-endpoint'] ?? readStoreSettings(process.env).endpoint;
  if (endpoint !== undefined && isCleartext(endpoint) && !warned.has(connection)) {
    warned.add(connection);
    log.warning(
      `input s3-endpoint: files are sent unencrypted to ${new URL(endpoint).hostname}. Everyone who can read the network traffic can read them. Use https.`,
    );
  }
  const options = {
    region: inputs['s3-region'],
    endpoint,
    connections,
    fetched,
    proxy,
    signal,
    log: (level: 'debug' | 'info' | 'warning', line: string) => log[level](line),
    settingNames: INPUT_NAMES,
  };
  let readOnlyError: StepFailedError | undefined;
  const opened = await openDatasetStore(provena.datastore, datasetId, access, options).catch((error) => {
    if (!(error instanceof DatasetReadOnlyError)) throw error;
    readOnlyError = toStepFailedError(error);
    return openDatasetStore(provena.datastore, datasetId, 'read', options);
  });
  return { ...opened, datasetId, readOnlyError, [Symbol.asyncDispose]: () => opened.store.close() };
}

export interface TransferDataset extends OpenDataset {
  /** The link to its page, as Markdown. */
  readonly link: string;
}

/** Connects to Provena and opens the dataset of a step. */
export async function openTransferDataset(
  inputs: TransferInputs,
  access: 'read' | 'write',
  deps: Pick<Deps<never>, 'connect' | 'log' | 'signal'>,
): Promise<TransferDataset> {
  const { 'dataset-id': datasetId, concurrency: connections } = inputs;
  const connection = await deps.connect();
  const dataset = await openDataset({ datasetId, access, connections, inputs }, connection, deps);
  return { ...dataset, link: formatLink(dataset.name, connection.pages.dataset(datasetId)) };
}

/**
 * Checks the dataset before a plan changes its files, and warns if it has a newer version.
 * @throws StepFailedError if it is read-only.
 */
export function assertWritable(
  { datasetId, nextVersion, readOnlyError }: OpenDataset,
  plan: UploadPlan,
  log: Pick<Log, 'warning'>,
): void {
  const { upload, replace, delete: deleted } = summarizeUpload(plan);
  if (upload.files + replace.files + deleted.files === 0) return;
  if (readOnlyError) throw readOnlyError;
  if (nextVersion !== undefined)
    log.warning(
      `Dataset ${datasetId} has a newer version (${nextVersion}), whose files this step does not change. To change those, use the handle of the newer version.`,
    );
}

/** Fetches a dataset to which files will be uploaded. @throws StepFailedError if the dataset is read-only. */
export async function fetchUploadTarget(
  datasetId: string,
  { provena }: Connection,
  { signal }: Pick<Deps<never>, 'signal'>,
): Promise<FetchedDataset> {
  return fetchWritableDataset(provena.datastore, datasetId, { signal }).catch((error: unknown) => {
    throw error instanceof DatasetReadOnlyError ? toStepFailedError(error) : error;
  });
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

/** @throws UserError if the folder of an input leads out of the dataset. */
export function assertInsideDataset(inputName: string, folder: string | undefined): void {
  if (splitFolder(folder).includes('..'))
    throw new UserError(`input ${inputName}: must not contain "..", found ${JSON.stringify(folder)}`);
}
