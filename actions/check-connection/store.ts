import type { Connection } from '../../src/shared/action/connection.ts';
import { openDataset, type StoreRequest } from '../../src/shared/action/data/dataset-store.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { reach } from '../../src/shared/transfer/index.ts';
import { type Finding, missing } from './finding.ts';

/** Reaches a dataset's folder in the store with keys of this kind. */
export async function checkStore(
  request: Pick<StoreRequest, 'datasetId' | 'access' | 'inputs'>,
  connection: Connection,
  deps: Pick<Deps<never>, 'log' | 'signal'>,
): Promise<Finding> {
  const what = `store, to ${request.access}`;
  const began = performance.now();
  try {
    await using dataset = await openDataset({ ...request, connections: 1 }, connection, deps);
    await reach(dataset.store);
    const { bucket, prefix } = dataset.store.session.address;
    return {
      what,
      state: 'there',
      told: `${bucket}/${prefix}`,
      ms: Math.round(performance.now() - began),
    };
  } catch (error) {
    deps.signal.throwIfAborted();
    return missing(what, error);
  }
}
