import { ForbiddenError } from '../client/errors.ts';
import type { CallOptions, Provena, ProxyOptions } from '../client/index.ts';
import { getNextVersion } from '../client/versions.ts';
import { openStore, type Store } from './open-store.ts';
import type { LogFunction, SettingNames, StoreCredentials } from './store.ts';

/** Settings of the store that a dataset's metadata does not contain. */
export interface StoreSettings {
  readonly region?: string | undefined;
  /** Scheme, host and port of an S3-compatible store. */
  readonly endpoint?: string | undefined;
  /** Maximum number of connections; default 256. */
  readonly connections?: number | undefined;
}

export interface DatasetStoreOptions extends StoreSettings {
  readonly proxy?: ProxyOptions | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly log?: LogFunction | undefined;
  readonly settingNames?: SettingNames | undefined;
  /** The dataset, if it was just fetched; otherwise it is fetched. */
  readonly fetched?: FetchedDataset | undefined;
}

export interface DatasetStore {
  readonly store: Store;
  /** The dataset's display name. */
  readonly name: string;
  /** Handle of the version that follows the dataset. */
  readonly nextVersion: string | undefined;
}

/** Why no files can be uploaded to a dataset. */
export type ReadOnlyReason = 'locked' | 'pending' | 'released';

/** A dataset is read-only. It is thrown before any data is sent. */
export class DatasetReadOnlyError extends ForbiddenError {
  readonly reason: ReadOnlyReason;

  constructor(id: string, reason: ReadOnlyReason) {
    const state = reason === 'pending' ? 'its release is pending approval' : `it is ${reason}`;
    super(`dataset ${id} is read-only: ${state}`);
    this.reason = reason;
  }
}

/** The region of all known Provena deployments. */
const DEFAULT_REGION = 'ap-southeast-2';

/**
 * Reads the endpoint from `PROVENA_S3_ENDPOINT`, then from those of the AWS tools. It ignores `AWS_REGION`, which a job sets for its
 * own account.
 */
export function readStoreSettings(env: Readonly<Record<string, string | undefined>>): StoreSettings {
  const names = ['PROVENA_S3_ENDPOINT', 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'];
  return { endpoint: names.map((name) => env[name]?.trim()).find(Boolean) };
}

type DatastoreClient = Pick<
  Provena['datastore'],
  'fetchDataset' | 'generateReadAccessCredentials' | 'generateWriteAccessCredentials'
>;

/**
 * Opens a dataset's folder in the store, with credentials that are renewed before they expire. Close the store after use.
 * @throws DatasetReadOnlyError for `write` if the dataset is locked, or its release is pending or approved. The server
 * would reject the request for credentials with a status only.
 */
export async function openDatasetStore(
  datastore: DatastoreClient,
  id: string,
  access: 'read' | 'write',
  { region = DEFAULT_REGION, endpoint, fetched: known, ...options }: DatasetStoreOptions,
): Promise<DatasetStore> {
  const fetched = known ?? (await datastore.fetchDataset(id, { signal: options.signal }));
  if (access === 'write') assertWritable(id, fetched);
  const { item } = fetched;
  const store = openStore({
    address: { bucket: item.s3.bucket_name, prefix: item.s3.path, region, endpoint },
    credentials: (signal) => generateCredentials(datastore, id, access, signal),
    ...options,
  });
  return { store, name: item.display_name, nextVersion: getNextVersion(item) };
}

/** Fetches a dataset to which files will be uploaded. @throws DatasetReadOnlyError if it is read-only. */
export async function fetchWritableDataset(
  datastore: Pick<DatastoreClient, 'fetchDataset'>,
  id: string,
  options: CallOptions,
): Promise<FetchedDataset> {
  const fetched = await datastore.fetchDataset(id, options);
  assertWritable(id, fetched);
  return fetched;
}

export type FetchedDataset = Awaited<ReturnType<DatastoreClient['fetchDataset']>>;

function assertWritable(id: string, { item, locked }: FetchedDataset): void {
  const reason = locked ? 'locked' : READ_ONLY_STATUSES[item.release_status];
  if (reason) throw new DatasetReadOnlyError(id, reason);
}

const READ_ONLY_STATUSES: Readonly<Record<string, ReadOnlyReason>> = {
  PENDING: 'pending',
  RELEASED: 'released',
};

async function generateCredentials(
  datastore: DatastoreClient,
  id: string,
  access: 'read' | 'write',
  signal: AbortSignal,
): Promise<StoreCredentials> {
  const request = { dataset_id: id, console_session_required: false };
  const generate =
    access === 'write' ? datastore.generateWriteAccessCredentials : datastore.generateReadAccessCredentials;
  const { credentials } = await generate(request, { signal });
  return {
    accessKeyId: credentials.aws_access_key_id,
    secretAccessKey: credentials.aws_secret_access_key,
    sessionToken: credentials.aws_session_token,
    expiration: new Date(credentials.expiry),
  };
}
