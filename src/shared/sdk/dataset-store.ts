import { ForbiddenError, type Provena, type ProxyOptions } from '../client/index.ts';
import { openStore, type Store, type StoreCredentials } from '../transfer/index.ts';

/** How to reach the store itself, where that does not follow from a dataset. */
export interface StoreSettings {
  /** Default: `AWS_REGION`, `AWS_DEFAULT_REGION`, else the region of every Provena deployment so far. */
  readonly region?: string | undefined;
  /** Scheme, host and port of a store that is not AWS. Default: `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`. */
  readonly endpoint?: string | undefined;
  /** Most connections at once; default 128. */
  readonly connections?: number | undefined;
}

const REGION = 'ap-southeast-2';

type Access = 'read' | 'write';
type Datastore = Pick<
  Provena['datastore'],
  'fetchDataset' | 'generateReadAccessCredentials' | 'generateWriteAccessCredentials'
>;

/**
 * A dataset's folder in the store, with keys that are renewed as they run out. Close it after use.
 * @throws ForbiddenError for `write` if the dataset is locked, or its release is pending or done.
 */
export async function openDatasetStore(
  datastore: Datastore,
  id: string,
  access: Access,
  { region, endpoint, connections }: StoreSettings,
  options: { readonly proxy: ProxyOptions | undefined; readonly signal: AbortSignal | undefined },
): Promise<Store> {
  const { item, locked } = await datastore.fetchDataset(id, { signal: options.signal });
  const closed = locked ? 'locked' : CLOSED[item.release_status];
  if (access === 'write' && closed) {
    throw new ForbiddenError(`the dataset ${id} is ${closed}: its files cannot be changed`);
  }
  const { env } = process;
  return openStore({
    address: {
      bucket: item.s3.bucket_name,
      prefix: item.s3.path,
      region: region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? REGION,
      endpoint: endpoint ?? env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'],
    },
    credentials: (signal) => keysOf(datastore, id, access, signal),
    connections,
    ...options,
  });
}

const CLOSED: Readonly<Record<string, string>> = {
  PENDING: 'waiting for the approval of its release',
  RELEASED: 'released',
};

async function keysOf(
  datastore: Datastore,
  id: string,
  access: Access,
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
