import { ForbiddenError, type Provena, type ProxyOptions } from '../client/index.ts';
import { openStore, type Store } from './session/session.ts';
import type { LogFunction, StoreCredentials } from './store.ts';

/** How to reach the store itself, where that does not follow from a dataset. */
export interface StoreSettings {
  readonly region?: string | undefined;
  /** Scheme, host and port of a store that is not AWS. */
  readonly endpoint?: string | undefined;
  /** Most connections at once; default 128. */
  readonly connections?: number | undefined;
}

export interface DatasetStoreOptions extends StoreSettings {
  readonly proxy?: ProxyOptions | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly log?: LogFunction | undefined;
}

/** A dataset's folder, opened. */
export interface DatasetStore {
  readonly store: Store;
  /** The dataset's display name. */
  readonly name: string;
}

/** Why a dataset takes no files now. */
export type ReadOnlyReason = 'locked' | 'pending' | 'released';

/** A dataset takes no files; known before any byte moves. */
export class DatasetReadOnlyError extends ForbiddenError {
  readonly reason: ReadOnlyReason;

  constructor(id: string, closed: ReadOnlyReason) {
    const state = closed === 'pending' ? 'waiting for the approval of its release' : closed;
    super(`dataset ${id} is ${state}: it takes no files`);
    this.reason = closed;
  }
}

/** The region of every Provena deployment so far. */
const DEFAULT_REGION = 'ap-southeast-2';

/**
 * What the AWS programs' own environment variables say of the store. Not its region: a job that sets AWS_REGION means its
 * own account, and the store is Provena's.
 */
export function readStoreSettings(env: Readonly<Record<string, string | undefined>>): StoreSettings {
  return {
    endpoint: env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'] || undefined,
  };
}

type DatastoreClient = Pick<
  Provena['datastore'],
  'fetchDataset' | 'generateReadAccessCredentials' | 'generateWriteAccessCredentials'
>;

/**
 * A dataset's folder in the store, with keys that are renewed as they run out. Close the store after use.
 * @throws DatasetClosedError for `write` if the dataset is locked, or its release is pending or done: the server would
 * refuse keys with nothing but a status.
 */
export async function openDatasetStore(
  datastore: DatastoreClient,
  id: string,
  access: 'read' | 'write',
  { region = DEFAULT_REGION, endpoint, ...options }: DatasetStoreOptions,
): Promise<DatasetStore> {
  const { item, locked } = await datastore.fetchDataset(id, { signal: options.signal });
  const closed = locked ? 'locked' : READ_ONLY_STATUSES[item.release_status];
  if (access === 'write' && closed) throw new DatasetReadOnlyError(id, closed);
  const store = openStore({
    address: { bucket: item.s3.bucket_name, prefix: item.s3.path, region, endpoint },
    credentials: (signal) => generateCredentials(datastore, id, access, signal),
    ...options,
  });
  return { store, name: item.display_name };
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
