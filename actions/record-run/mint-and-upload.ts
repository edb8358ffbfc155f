import {
  formatMinted,
  mintDataset,
  type PreparedDataset,
  prepareDataset,
} from '../../src/shared/action/datasets/mint-dataset.ts';
import { forEachConcurrent } from '../../src/shared/client/for-each-concurrent.ts';
import { reportReplacedFiles } from './changed-files.ts';
import type { RunContext } from './run-context.ts';
import type { RunDataset } from './run-dataset.ts';
import { uploadDatasetFiles } from './upload-dataset-files.ts';

/**
 * Datasets in progress at the same time. One upload alone uses up to 64 connections; more than one hides the time of
 * minting.
 */
const CONCURRENT_DATASETS = 4;

/** Mints the datasets that have metadata, and uploads the files of all. Uploads to one dataset follow one another. */
export async function mintAndUpload(datasets: readonly RunDataset[], context: RunContext): Promise<void> {
  const { signal } = context.deps;
  const groups = Map.groupBy(datasets, ({ id, datasetId }) => datasetId ?? id);
  await forEachConcurrent(groups.values(), CONCURRENT_DATASETS, async (sameDataset) => {
    for (const dataset of sameDataset) {
      signal.throwIfAborted();
      await mint(dataset, context);
      await upload(dataset, context);
    }
  });
}

/** Completes the metadata of a dataset that the step mints. */
export async function prepareRunDataset(
  dataset: RunDataset,
  { inputs, connection: { provena }, deps, runMetadata, identities, earlier }: RunContext,
  { isDryRun = false } = {},
): Promise<PreparedDataset | undefined> {
  const identity = identities.get(dataset);
  if (!identity) return undefined;
  return prepareDataset(identity.document, {
    provena,
    inputs: { ...inputs, 'idempotency-key': identity.key },
    runMetadata,
    deps,
    earlier,
    isDryRun,
    onPartialFailure(handle) {
      dataset.datasetId = handle;
    },
  });
}

async function mint(dataset: RunDataset, context: RunContext): Promise<void> {
  const prepared = await prepareRunDataset(dataset, context);
  if (!prepared) return;
  const outcome = await mintDataset(prepared);
  const { handle } = outcome.minted;
  dataset.datasetId = handle;
  dataset.isReused = outcome.reused;
  context.deps.log.notice(formatMinted(outcome, context.connection.pages.handle(handle)));
}

async function upload(dataset: RunDataset, context: RunContext): Promise<void> {
  context.deps.signal.throwIfAborted();
  dataset.upload = await uploadDatasetFiles(dataset, context);
  if (dataset.document === undefined) reportReplacedFiles(dataset, context.deps.log);
}
