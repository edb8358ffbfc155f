import { createArgumentError } from '../client/argument-error.ts';
import { type ConnectOptions, connect as connectClient, type Provena } from '../client/index.ts';
import { lazyProperties } from '../client/lazy-properties.ts';
import { openDatasetStore, type StoreSettings } from '../transfer/index.ts';
import { DEFAULT_CONNECTIONS } from '../transfer/store.ts';
import { createAwaitMethods } from './await-job.ts';
import { createDatasetFiles, type DatasetFiles } from './dataset-files.ts';
import { createInteractiveDataset, type InteractiveDataset } from './interactive-dataset.ts';

export interface SdkOptions extends ConnectOptions {
  /** Address and region of the store with the files, and the number of connections to it. */
  readonly store?: StoreSettings | undefined;
}

/** The client with additions for programs outside an action: files, waiting, and sessions on a dataset. */
export interface Sdk extends Omit<Provena, 'datastore' | 'jobService'> {
  /** Datasets, their files, access to them, and their release. */
  readonly datastore: Provena['datastore'] & {
    /** Files to and from datasets. */
    readonly io: DatasetFiles;
    /** A session on one dataset. Sends no request yet. */
    interactiveDataset(id: string): InteractiveDataset;
  };
  /** Background jobs, and waiting for them. */
  readonly jobService: Provena['jobService'] & ReturnType<typeof createAwaitMethods>;
}

/**
 * A client of one Provena instance. Nothing is sent or opened before the first call.
 * @throws InvalidError if domain, realm or endpoints are missing or invalid, or a limit is not a number.
 */
export function connect({ store = {}, ...options }: SdkOptions): Sdk {
  assertConnections(store.connections);
  const provena = connectClient(options);
  const { proxy } = options;
  const io = createDatasetFiles(async (id, access, signal) => {
    const opened = await openDatasetStore(provena.datastore, id, access, { ...store, proxy, signal });
    return opened.store;
  });
  const more = lazyProperties<Pick<Sdk, 'datastore' | 'jobService'>>({
    datastore: () => ({
      ...provena.datastore,
      io,
      interactiveDataset: (id) => createInteractiveDataset(provena, io, id),
    }),
    jobService: () => ({ ...provena.jobService, ...createAwaitMethods(provena) }),
  });
  // The client's own getters, so that modules are still created on first use, with two of them replaced.
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(provena), ...Object.getOwnPropertyDescriptors(more) },
  ) as Sdk;
}

/** Without connections, a transfer would end without sending a file. */
function assertConnections(count: number = DEFAULT_CONNECTIONS): void {
  if (Number.isInteger(count) && count >= 1) return;
  const message = `expected an integer of at least 1, found ${count}`;
  throw createArgumentError('store.connections', message, 'invalid_value');
}
