import type { Deps } from '../../src/shared/action/index.ts';
import type { Connection } from '../../src/shared/action/lifecycle/connection.ts';
import { explainError } from '../../src/shared/action/lifecycle/explain-error.ts';
import { type OpenDatasetOptions, openDataset } from '../../src/shared/action/transfer/open-dataset.ts';
import { checkStoreAccess } from '../../src/shared/transfer/index.ts';
import { type CheckResult, runCheck } from './check-result.ts';

/** Checks access to a dataset's folder in the store with credentials of this kind. */
export async function checkStore(
  request: Pick<OpenDatasetOptions, 'datasetId' | 'access' | 'inputs'>,
  connection: Connection,
  deps: Pick<Deps<never>, 'log' | 'signal'>,
): Promise<CheckResult> {
  const startedAt = performance.now();
  return runCheck(`store, to ${request.access}`, deps, async () => {
    const opened = openDataset({ ...request, connections: 1 }, connection, deps);
    await using dataset = await opened.catch(async (error: unknown) => {
      throw await explainError(error, { 'dataset-id': request.datasetId }, connection.provena, deps);
    });
    await checkStoreAccess(dataset.store);
    const { bucket, prefix } = dataset.store.address;
    return { message: `${bucket}/${prefix}`, ms: Math.round(performance.now() - startedAt) };
  });
}
