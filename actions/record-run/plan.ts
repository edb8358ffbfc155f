import { UNMINTED } from '../../src/shared/action/datasets/dataset-document.ts';
import { EarlierDatasets } from '../../src/shared/action/datasets/find-datasets.ts';
import { findMintedHandle, prepareDataset } from '../../src/shared/action/datasets/mint-dataset.ts';
import { identifyRecords } from '../../src/shared/action/idempotency/fingerprint.ts';
import { claimIdempotencyKey } from '../../src/shared/action/idempotency/idempotency-key.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { formatLink } from '../../src/shared/action/runner/markdown/markdown.ts';
import { countSentRecords } from '../../src/shared/action/runs/register-runs.ts';
import type { FingerprintedRecord, StepRecords } from '../../src/shared/action/runs/step-records.ts';
import { getErrorMessage } from '../../src/shared/client/error-message.ts';
import type { DefaultTimes } from './create-records.ts';
import type { DatasetFiles } from './dataset-files.ts';
import {
  formatPlannedRuns,
  formatRunPlan,
  formatRunPlanTable,
  type PlannedDataset,
  type PlannedRuns,
  toRunPlanOutput,
} from './format-plan.ts';
import type { OutputName } from './inputs.ts';
import type { Progress, RunContext } from './progress.ts';
import { createRunRecords } from './register.ts';
import type { RunDataset } from './run-dataset.ts';
import type { RunDocument, RunDocuments } from './run-documents.ts';
import { type DatasetIdentity, identifyDatasets } from './step-datasets.ts';
import { countUnchangedFiles } from './upload-dataset-files.ts';

/** Reports the plan as far as it is known without a token. */
export function reportOfflinePlan(
  runs: readonly RunDocument[],
  { datasets, files }: Progress,
  deps: Deps<OutputName>,
): void {
  const note = 'Plan only, without a token: the documents were not checked against the registry.';
  reportPlan({ datasets: planDatasets(datasets, files), runs: { runs } }, note, String, deps);
}

/** What the step will do; if it is known, compared with what earlier attempts did. */
interface Plan {
  readonly datasets: readonly PlannedDataset[];
  readonly runs: PlannedRuns;
}

/** The plan of the datasets as far as it is known without requests. */
export function planDatasets(datasets: readonly RunDataset[], files: DatasetFiles): PlannedDataset[] {
  return datasets.map((dataset) => ({
    dataset,
    datasetId: dataset.datasetId,
    files: files.get(dataset.id),
  }));
}

/**
 * Plans the datasets and runs of the step, with those of earlier attempts, and adds what exists to the progress.
 * @throws StepFailedError when a user-defined key belongs to other content.
 */
export async function createCheckedPlan(
  documents: RunDocuments,
  progress: Progress,
  times: DefaultTimes,
  context: RunContext,
): Promise<Plan> {
  const { inputs, connection, deps } = context;
  const { provena } = connection;
  const { runs } = documents;
  const { datasets, files } = progress;
  const fingerprints = runs.map(({ fingerprint }) => fingerprint);
  const key = claimIdempotencyKey(inputs, deps.workflowRun, {
    ...identifyRecords(fingerprints),
    isDryRun: true,
  });
  const planned = planDatasets(datasets, files);
  if (!key.searchFirst) return { datasets: planned, runs: { runs, sent: 0 } };
  const identities = identifyDatasets(inputs['idempotency-key'], datasets);
  const earlier = new EarlierDatasets(provena, identities.values());
  progress.earlier = earlier;
  const found: PlannedDataset[] = [];
  for (const plan of planned) {
    const identity = identities.get(plan.dataset.id);
    const datasetId = identity ? await findMinted(identity, earlier, context) : plan.datasetId;
    found.push({ ...plan, datasetId });
    if (!identity || datasetId === undefined) continue;
    progress.datasetIds.set(plan.dataset.id, datasetId);
    progress.reused.add(plan.dataset.id);
  }
  const records = await createPlannedRecords(documents, progress, times, context);
  const sent = await countSentRecords(records, key, provena, { signal: deps.signal });
  return { datasets: found, runs: { runs, sent } };
}

/** The records of the step if its command succeeds. The files that the command writes are not known. */
async function createPlannedRecords(
  { runs, isBatch }: RunDocuments,
  { datasetIds }: Progress,
  times: DefaultTimes,
  context: RunContext,
): Promise<StepRecords> {
  const hasCommand = context.inputs.command !== undefined;
  const result = hasCommand ? { exitCode: 0, ...times } : undefined;
  const { records } = await createRunRecords(runs, datasetIds, { times, result }, context);
  if (!hasCommand) return { records, isBatch };
  const ignoreOutputs = (planned: FingerprintedRecord): FingerprintedRecord => {
    const { defaultFields = [], record } = planned;
    // A dataset that is to be minted differs from those of every earlier run.
    if (record.outputs.some(({ dataset_id: id }) => id === UNMINTED)) return planned;
    return { ...planned, defaultFields: [...defaultFields, 'outputs'] };
  };
  return { records: records.map(ignoreOutputs), isBatch };
}

/** The dataset that an earlier attempt minted. */
async function findMinted(
  { document, key }: DatasetIdentity,
  earlier: EarlierDatasets,
  { inputs, connection: { provena }, deps, runMetadata }: RunContext,
): Promise<string | undefined> {
  const keyInputs = { ...inputs, 'idempotency-key': key };
  const context = { provena, inputs: keyInputs, runMetadata, deps, earlier, isDryRun: true };
  return findMintedHandle(await prepareDataset(document, context));
}

/** Reports the plan, and counts the files that datasets already have. */
export async function reportCheckedPlan({ datasets, runs }: Plan, context: RunContext): Promise<void> {
  const { connection, deps } = context;
  const counted: PlannedDataset[] = [];
  for (const plan of datasets) counted.push({ ...plan, unchanged: await countUnchanged(plan, context) });
  const formatHandle = (id: string): string => formatLink(id, connection.pages.dataset(id));
  reportPlan({ datasets: counted, runs }, 'Plan only. Nothing was written.', formatHandle, deps);
}

/** Counts the unchanged files; undefined if there is nothing to compare, or if the user cannot read the dataset. */
async function countUnchanged(
  { datasetId, files = [] }: PlannedDataset,
  context: RunContext,
): Promise<number | undefined> {
  if (datasetId === undefined || files.length === 0) return undefined;
  try {
    return await countUnchangedFiles(datasetId, files, context);
  } catch (error) {
    context.deps.signal.throwIfAborted();
    const reason = getErrorMessage(error);
    context.deps.log.info(`${datasetId}: its files were not compared: ${reason}`);
    return undefined;
  }
}

function reportPlan(
  { datasets, runs }: Plan,
  note: string,
  formatHandle: (id: string) => string,
  { log, summary, setOutputs }: Deps<OutputName>,
): void {
  for (const line of formatRunPlan(datasets, runs)) log.info(line);
  log.info(note);
  const table = datasets.length > 0 ? `\n\n${formatRunPlanTable(datasets, formatHandle)}` : '';
  summary.add(`${note} ${formatPlannedRuns(runs)}.${table}`);
  setOutputs({ plan: toRunPlanOutput(datasets, runs) });
}
