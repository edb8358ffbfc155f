import { EarlierDatasets } from '../../src/shared/action/datasets/find-datasets.ts';
import { formatMinted, mintDataset, prepareDataset } from '../../src/shared/action/datasets/mint-dataset.ts';
import { type FileDifferences, uploadDatasetFiles } from '../../src/shared/action/runs/dataset-files.ts';
import type { RunDataset } from '../../src/shared/action/runs/run-dataset.ts';
import { type DatasetIdentity, identifyDatasets } from '../../src/shared/action/runs/step-datasets.ts';
import { forEachConcurrent } from '../../src/shared/client/for-each-concurrent.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import type { Progress, RunContext } from './progress.ts';

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
  { datasetIds, reused, uploaded, added, replaced, fetched, files }: Progress,
  context: RunContext,
): Promise<void> {
  const datasetId = datasetIds.get(id);
  const datasetFiles = files.get(id) ?? [];
  if (datasetId === undefined || datasetFiles.length === 0) return;
  context.deps.signal.throwIfAborted();
  const request = { datasetId, fetched: fetched.get(datasetId) };
  const differences = await uploadDatasetFiles(request, datasetFiles, context);
  if (differences.added > 0) added.add(datasetId);
  if (differences.replaced > 0) replaced.add(datasetId);
  uploaded.add(id);
  if (reused.has(id)) warnAboutOtherFiles(datasetId, differences, context);
  else if (document === undefined) reportReplacedFiles(datasetId, differences, context);
}

/** A dataset that an earlier attempt minted can have files which the command did not write again. */
function warnAboutOtherFiles(
  datasetId: string,
  { others }: FileDifferences,
  { deps: { log } }: RunContext,
): void {
  if (!others) return;
  const [example, them] =
    others.count === 1 ? [`: ${others.example}`, 'it'] : [`, such as ${others.example}`, 'them'];
  log.warning(
    `Dataset ${datasetId} also has ${formatCount(others.count, 'file')} that this execution did not write${example}. An earlier attempt may have uploaded ${them}. To delete ${them}, use upload-data with delete-missing: true.`,
  );
}

/** Runs of other steps may have read or written the files of a dataset that this step does not mint. */
function reportReplacedFiles(
  datasetId: string,
  { replaced }: FileDifferences,
  { deps: { log } }: RunContext,
): void {
  if (replaced === 0) return;
  log.notice(
    `Replaced ${formatCount(replaced, 'file')} of dataset ${datasetId}. Model runs that were registered before refer to the earlier content. To keep it, use other file names or a new version of the dataset.`,
  );
}
