import { EarlierDatasets } from '../../src/shared/action/idempotency/find-datasets.ts';
import {
  formatMinted,
  type MintContext,
  mintDataset,
  prepareDataset,
} from '../../src/shared/action/idempotency/mint-dataset.ts';
import { uploadDatasetFiles } from '../../src/shared/action/runs/dataset-files.ts';
import type { RunDataset } from '../../src/shared/action/runs/run-dataset.ts';
import { createDatasetKeys } from '../../src/shared/action/runs/step-datasets.ts';
import { forEachConcurrent } from '../../src/shared/client/for-each-concurrent.ts';
import type { Progress, RunContext } from './progress.ts';

/**
 * Datasets in progress at the same time. One upload alone uses up to 64 connections; more than one hides the time of
 * minting.
 */
const CONCURRENT_DATASETS = 4;

/**
 * Mints the datasets that have metadata, and uploads the files of all. Datasets of equal metadata follow one another,
 * so that a later attempt finds them in the same order.
 */
export async function mintAndUpload(
  datasets: readonly RunDataset[],
  progress: Progress,
  context: RunContext,
): Promise<void> {
  const { inputs, connection, deps } = context;
  const keys = createDatasetKeys(inputs['idempotency-key'], progress.datasets);
  const earlier = new EarlierDatasets(connection.provena);
  const groups = Map.groupBy(datasets, ({ document, datasetId }) => document?.fingerprint ?? datasetId);
  await forEachConcurrent(groups.values(), CONCURRENT_DATASETS, async (sameMetadata) => {
    for (const [index, dataset] of sameMetadata.entries()) {
      deps.signal.throwIfAborted();
      const keyInputs = { ...inputs, 'idempotency-key': keys?.get(dataset.id) };
      // With an idempotency key of the user, each of them has a key of its own.
      const laterDuplicates = keys ? 0 : sameMetadata.length - index - 1;
      await mint(dataset, progress, { ...context, inputs: keyInputs }, { earlier, laterDuplicates });
      await upload(dataset, progress, context);
    }
  });
}

async function mint(
  { id, document }: RunDataset,
  { datasetIds, reused }: Progress,
  { inputs, connection: { provena, pages }, deps }: RunContext,
  search: Pick<MintContext, 'earlier' | 'laterDuplicates'>,
): Promise<void> {
  if (!document) return;
  const setHandle = (handle: string): void => void datasetIds.set(id, handle);
  const dataset = await prepareDataset(document, {
    ...search,
    provena,
    inputs,
    deps,
    onPartialFailure: setHandle,
  });
  const result = await mintDataset(dataset);
  const { handle } = result.minted;
  setHandle(handle);
  if (result.reused) reused.add(id);
  deps.log.notice(formatMinted(result, pages.handle(handle)));
}

async function upload(
  { id }: RunDataset,
  { datasetIds, uploaded, fetched, files }: Progress,
  context: RunContext,
): Promise<void> {
  const datasetId = datasetIds.get(id);
  const datasetFiles = files.get(id) ?? [];
  if (datasetId === undefined || datasetFiles.length === 0) return;
  context.deps.signal.throwIfAborted();
  await uploadDatasetFiles({ datasetId, fetched: fetched.get(datasetId) }, datasetFiles, context);
  uploaded.add(id);
}
