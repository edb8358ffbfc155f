import type { CallOptions, Provena } from '../../client/index.ts';
import { openStore, type Store, type StoreCredentials } from '../../transfer/index.ts';
import type { Connection } from '../connection.ts';
import type { Deps } from '../definition.ts';
import { OutcomeError } from '../failure.ts';
import type { StoreInputs } from './fields.ts';

type Dataset = Awaited<ReturnType<Provena['datastore']['fetchDataset']>>;

export interface DatasetStore extends AsyncDisposable {
  readonly store: Store;
  readonly name: string;
}

export interface StoreRequest {
  readonly datasetId: string;
  readonly access: 'read' | 'write';
  readonly connections: number;
  readonly inputs: StoreInputs;
}

/** The region of every deployment so far; a store in another one says which, and is followed there. */
const REGION = 'ap-southeast-2';

/**
 * A dataset's folder in the store, with credentials that are renewed as they run out.
 * @throws OutcomeError when the dataset takes no files now, before any byte moves.
 */
export async function openDatasetStore(
  { datasetId, access, connections, inputs }: StoreRequest,
  { provena, proxy }: Connection,
  { log, signal }: Pick<Deps<never>, 'log' | 'signal'>,
): Promise<DatasetStore> {
  const fetched = await provena.datastore.fetchDataset(datasetId, { signal });
  if (access === 'write') refuseClosed(datasetId, fetched);
  const { s3, display_name: name } = fetched.item;
  const env = process.env;
  const store = openStore({
    address: {
      bucket: s3.bucket_name,
      prefix: s3.path,
      region: inputs['s3-region'] ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? REGION,
      endpoint: inputs['s3-endpoint'] ?? env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'],
    },
    credentials: (call) => credentials(provena, datasetId, access, { signal: call }),
    proxy,
    signal,
    connections,
    log: (level, line) => log[level](line),
  });
  return { store, name, [Symbol.asyncDispose]: () => store.close() };
}

async function credentials(
  { datastore }: Provena,
  datasetId: string,
  access: 'read' | 'write',
  call: CallOptions,
): Promise<StoreCredentials> {
  const request = { dataset_id: datasetId, console_session_required: false };
  const { credentials: keys } =
    access === 'write'
      ? await datastore.generateWriteAccessCredentials(request, call)
      : await datastore.generateReadAccessCredentials(request, call);
  return {
    accessKeyId: keys.aws_access_key_id,
    secretAccessKey: keys.aws_secret_access_key,
    sessionToken: keys.aws_session_token,
    expiration: new Date(keys.expiry),
  };
}

/** The server refuses keys in these states with nothing but a status; here is why. */
function refuseClosed(id: string, { item, locked }: Dataset): void {
  const reason = locked
    ? { is: 'locked', remedy: 'Unlock it in the registry, or ask whoever locked it.' }
    : CLOSED[item.release_status];
  if (!reason) return;
  throw new OutcomeError(`dataset ${id} is ${reason.is}: it takes no files`, {
    advice: `${reason.remedy} Nothing was sent.`,
    topic: 'the-dataset-takes-no-files',
  });
}

const CLOSED: Readonly<Record<string, { readonly is: string; readonly remedy: string }>> = {
  PENDING: {
    is: 'waiting for the approval of its release',
    remedy: 'Upload once the release is rejected, or to a new version of the dataset.',
  },
  RELEASED: { is: 'released', remedy: 'Make a new version of the dataset and upload to that.' },
};
