import { assertTransferSucceeded } from '../../src/shared/action/transfer/assert-transfer-succeeded.ts';
import { formatProgress, formatTransferSummary } from '../../src/shared/action/transfer/format-transfer.ts';
import { assertWritable, openDataset } from '../../src/shared/action/transfer/open-dataset.ts';
import { planUpload, runUpload, summarizeUpload } from '../../src/shared/transfer/index.ts';
import type { RunContext } from './run-context.ts';
import type { FileDifferences, RunDataset } from './run-dataset.ts';

const CONNECTIONS = 64;

/**
 * Uploads the files of a dataset, if it has any; unchanged files are skipped, and other files stay.
 * @throws StepFailedError when a file fails.
 */
export async function uploadDatasetFiles(
  { datasetId, files = [], fetched, isReused }: RunDataset,
  { inputs, connection, deps }: RunContext,
): Promise<FileDifferences | undefined> {
  if (datasetId === undefined || files.length === 0) return undefined;
  const request = { datasetId, fetched, access: 'write', connections: CONNECTIONS, inputs } as const;
  await using dataset = await openDataset(request, connection, deps);
  const plan = await planUpload(dataset.store, { files, ifExists: 'skip-unchanged' });
  assertWritable(dataset, plan, deps.log);
  const result = await runUpload(dataset.store, plan, {
    onProgress: (progress) => deps.log.info(formatProgress(progress)),
  });
  deps.log.info(`${datasetId}: ${formatTransferSummary(result)}`);
  assertTransferSucceeded(result, deps.signal);
  const { upload, replace } = summarizeUpload(plan);
  const others = isReused ? plan.findOthers() : [];
  const [first] = others;
  return {
    added: upload.files,
    replaced: replace.files,
    others: first && { count: others.length, example: first.name },
  };
}

/** @throws InvalidError if a file cannot have its name in the dataset, for example because that is the name of a folder there. */
export async function checkFileNames(
  { datasetId, files = [], fetched }: RunDataset,
  { inputs, connection, deps }: RunContext,
): Promise<void> {
  if (datasetId === undefined || files.length === 0) return;
  const request = { datasetId, fetched, access: 'write', connections: CONNECTIONS, inputs } as const;
  await using dataset = await openDataset(request, connection, deps);
  // Does not compare the files, which would take a request for each.
  await planUpload(dataset.store, { files, ifExists: 'overwrite', isDryRun: true });
}

/** Counts the files that a dataset already has, unchanged. Needs read access only. @returns undefined if there are none to upload. */
export async function countUnchangedFiles(
  { datasetId, files = [] }: RunDataset,
  { inputs, connection, deps }: RunContext,
): Promise<number | undefined> {
  if (datasetId === undefined || files.length === 0) return undefined;
  const request = { datasetId, access: 'read', connections: CONNECTIONS, inputs } as const;
  await using dataset = await openDataset(request, connection, deps);
  const plan = await planUpload(dataset.store, { files, ifExists: 'skip-unchanged' });
  return summarizeUpload(plan).skip.files;
}
