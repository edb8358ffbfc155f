import { EarlierDatasets } from '../../src/shared/action/datasets/find-datasets.ts';
import { formatMinted, mintDataset, prepareDataset } from '../../src/shared/action/datasets/mint-dataset.ts';
import { forEachConcurrent } from '../../src/shared/client/for-each-concurrent.ts';
import { reportReplacedFiles } from './changed-files.ts';
import type { Progress, RunContext } from './progress.ts';
import type { RunDataset } from './run-dataset.ts';
import { type DatasetIdentity, identifyDatasets } from './step-datasets.ts';
import { uploadDatasetFiles } from './upload-dataset-files.ts';

/**
 * Datasets in progress at the same time. One upload alone uses up to 64 connections; more than one hides the time of
 * minting.
 */
const CONCURRENT_DATASETS = 4;

/** Mints the datasets that have metadata, and uploads the files of all. Uploads to one dataset follow one another. */
export async function mintAndUpload(
  datasets: readonly RunDataset[],
  progress: Progress,
  context: RunContext,
): Promise<void> {
  const identities = identifyDatasets(context.inputs['idempotency-key'], progress.datasets);
  progress.earlier ??= new EarlierDatasets(context.connection.provena, identities.values());
  const groups = Map.groupBy(datasets, ({ id, datasetId }) => datasetId ?? id);
  await forEachConcurrent(groups.values(), CONCURRENT_DATASETS, async (sameDataset) => {
    for (const dataset of sameDataset) {
      context.deps.signal.throwIfAborted();
      const identity = identities.get(dataset.id);
      if (identity) await mint(dataset.id, identity, progress, context);
      await upload(dataset, progress, context);
    }
  });
}

async function mint(
  id: string,
  { document, key }: DatasetIdentity,
  { datasetIds, reused, earlier }: Progress,
  { inputs, connection: { provena, pages }, deps, runMetadata }: RunContext,
): Promise<void> {
  const setHandle = (handle: string): void => void datasetIds.set(id, handle);
  const dataset = await prepareDataset(document, {
    earlier,
    provena,
    runMetadata,
    inputs: { ...inputs, 'idempotency-key': key },
    deps,
    onPartialFailure: setHandle,
  });
  const result = await mintDataset(dataset);
  const { handle } = result.minted;
  setHandle(handle);
  if (result.reused) reused.add(id);
  else reused.delete(id);
  deps.log.notice(formatMinted(result, pages.handle(handle)));
}

async function upload(
  { id, document }: RunDataset,
  { datasetIds, uploads, fetched, files }: Progress,
  context: RunContext,
): Promise<void> {
  const datasetId = datasetIds.get(id);
  const datasetFiles = files.get(id) ?? [];
  if (datasetId === undefined || datasetFiles.length === 0) return;
  context.deps.signal.throwIfAborted();
  const request = { datasetId, fetched: fetched.get(datasetId) };
  const differences = await uploadDatasetFiles(request, datasetFiles, context);
  uploads.set(id, differences);
  if (document === undefined) reportReplacedFiles(datasetId, differences, context.deps.log);
}
