import { UNMINTED } from '../../src/shared/action/datasets/dataset-document.ts';
import { findMintedHandle } from '../../src/shared/action/datasets/mint-dataset.ts';
import { identifyRecords } from '../../src/shared/action/idempotency/fingerprint.ts';
import { claimIdempotencyKey } from '../../src/shared/action/idempotency/idempotency-key.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import type { WebPages } from '../../src/shared/action/lifecycle/web-pages.ts';
import { countSentRecords } from '../../src/shared/action/runs/register-runs.ts';
import type { FingerprintedRecord, StepRecords } from '../../src/shared/action/runs/step-records.ts';
import { getErrorMessage } from '../../src/shared/client/error-message.ts';
import { InvalidError } from '../../src/shared/client/index.ts';
import { createRunRecords } from './create-records.ts';
import {
  formatPlannedRuns,
  formatRunPlan,
  formatRunPlanTable,
  type RunPlan,
  toRunPlanOutput,
} from './format-plan.ts';
import type { OutputName } from './inputs.ts';
import { prepareRunDataset } from './mint-and-upload.ts';
import type { Execution } from './run-command.ts';
import type { RunContext } from './run-context.ts';
import type { RunDocuments } from './run-documents.ts';
import { countUnchangedFiles } from './upload-dataset-files.ts';

/**
 * Finds the datasets and the model runs of earlier attempts.
 * @returns the number of these runs.
 * @throws StepFailedError when a user-defined key belongs to other content.
 */
export async function findEarlierWork(
  documents: RunDocuments,
  times: Execution,
  context: RunContext,
): Promise<number> {
  const { inputs, connection, deps } = context;
  const fingerprints = documents.runs.map(({ fingerprint }) => fingerprint);
  const key = claimIdempotencyKey(inputs, deps.workflowRun, {
    ...identifyRecords(fingerprints),
    isDryRun: true,
  });
  if (!key.searchFirst) return 0;
  for (const dataset of context.datasets) {
    const prepared = await prepareRunDataset(dataset, context, { isDryRun: true });
    const handle = prepared && (await findMintedHandle(prepared));
    if (handle === undefined) continue;
    dataset.datasetId = handle;
    dataset.isReused = true;
  }
  const records = await createPlannedRecords(documents, times, context);
  return countSentRecords(records, key, connection.provena, { signal: deps.signal });
}

/** The records of the step if its command succeeds. The files that the command writes are not known. */
async function createPlannedRecords(
  { runs, isBatch }: RunDocuments,
  times: Execution,
  context: RunContext,
): Promise<StepRecords> {
  const hasCommand = context.inputs.command !== undefined;
  const execution = hasCommand ? { ...times, exitCode: 0 } : times;
  const { records } = await createRunRecords(runs, execution, context);
  if (!hasCommand) return { records, isBatch };
  const ignoreOutputs = (planned: FingerprintedRecord): FingerprintedRecord => {
    const { defaultFields = [], record } = planned;
    // A dataset that is to be minted differs from those of every earlier run.
    if (record.outputs.some(({ dataset_id: id }) => id === UNMINTED)) return planned;
    return { ...planned, defaultFields: [...defaultFields, 'outputs'] };
  };
  return { records: records.map(ignoreOutputs), isBatch };
}

/**
 * Reports the plan, and counts the files that datasets already have.
 * @throws InvalidError if a file cannot have its name in the dataset.
 */
export async function reportCheckedPlan(plan: RunPlan, context: RunContext): Promise<void> {
  const { connection, deps } = context;
  for (const dataset of plan.datasets)
    dataset.unchanged = await countUnchangedFiles(dataset, context).catch((error: unknown) => {
      deps.signal.throwIfAborted();
      if (error instanceof InvalidError) throw error;
      deps.log.info(`${dataset.datasetId}: its files were not compared: ${getErrorMessage(error)}`);
      return undefined;
    });
  reportPlan(plan, 'Plan only. Nothing was written.', deps, connection.pages);
}

/** Reports the plan as far as it is known. @param pages undefined without a connection. */
export function reportPlan(
  plan: RunPlan,
  note: string,
  { log, summary, setOutputs }: Deps<OutputName>,
  pages?: WebPages,
): void {
  for (const line of formatRunPlan(plan)) log.info(line);
  log.info(note);
  const table = plan.datasets.length > 0 ? `\n\n${formatRunPlanTable(plan, pages)}` : '';
  summary.add(`${note} ${formatPlannedRuns(plan)}.${table}`);
  setOutputs({ plan: toRunPlanOutput(plan) });
}
