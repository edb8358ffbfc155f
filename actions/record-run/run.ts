import { stat } from 'node:fs/promises';
import { UNMINTED } from '../../src/shared/action/datasets/dataset-document.ts';
import { findPaths } from '../../src/shared/action/glob/find-paths.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import type { Connection } from '../../src/shared/action/lifecycle/connection.ts';
import { findCredentials } from '../../src/shared/action/lifecycle/credentials.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { fetchUploadTarget } from '../../src/shared/action/transfer/open-dataset.ts';
import { createRunMetadata } from '../../src/shared/action/workflow-run/run-metadata.ts';
import { ModelRunRecord } from '../../src/shared/client/index.ts';
import { resolveMe } from '../../src/shared/documents/me.ts';
import { checkAgainstRegistry } from '../../src/shared/documents/model-runs/check-against-registry.ts';
import type { CheckedRecord } from '../../src/shared/documents/model-runs/check-records.ts';
import { checkDatasetHandles } from './check-dataset-handles.ts';
import { createRecords } from './create-records.ts';
import { listDatasetFiles, resolveResources } from './dataset-files.ts';
import { formatRunPlan, toRunPlanOutput } from './format-plan.ts';
import type { Inputs, OutputName } from './inputs.ts';
import { createCheckedPlan, reportCheckedPlan, reportOfflinePlan } from './plan.ts';
import {
  createProgress,
  type Progress,
  type RunContext,
  setDatasetOutputs,
  summarizeDatasets,
} from './progress.ts';
import { createCommandError, recordRuns } from './record.ts';
import { type CommandResult, runCommand } from './run-command.ts';
import type { RunDataset } from './run-dataset.ts';
import { readRunDocuments } from './run-documents.ts';
import { listDatasets } from './step-datasets.ts';
import { countUnchangedFiles } from './upload-dataset-files.ts';

/** Records model runs: validates everything, runs the command, mints datasets, uploads files, registers and waits. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const documents = await readRunDocuments({
    run: inputs.run,
    files: await findPaths(inputs['run-file'] ?? [], 'run-file', deps),
    workspace: deps.workspace,
    log: deps.log,
  });
  const datasets = listDatasets(documents.runs);
  const isWrittenByCommand = ({ role }: RunDataset): boolean =>
    inputs.command !== undefined && role === 'output';
  const files = await listDatasetFiles(
    datasets.filter((dataset) => !isWrittenByCommand(dataset)),
    deps.workspace,
    deps.log,
  );
  const runs = resolveResources(documents.runs, files, deps.workspace);
  const now = Math.floor(Date.now() / 1000);
  const times = { start: Math.min(await getJobStart(deps), now), end: now };
  const progress = createProgress(datasets, files);
  const records = createRecords(runs, progress.datasetIds, times);
  deps.setOutputs({ count: runs.length });
  if (inputs.plan && !findCredentials(inputs)) return reportOfflinePlan(runs, progress, deps);
  const connection = await deps.connect();
  const runMetadata = await createRunMetadata(inputs, deps);
  const context = { inputs, connection, deps, runMetadata };
  await checkReferences(records, datasets, connection, deps);
  await checkDatasets(progress, context);
  try {
    const plan = await createCheckedPlan({ ...documents, runs }, progress, times, context);
    if (inputs.plan) return await reportCheckedPlan(plan, context);
    for (const line of formatRunPlan(plan.datasets, plan.runs)) deps.log.info(line);
    deps.setOutputs({ plan: toRunPlanOutput(plan.datasets, plan.runs) });
    const result = inputs.command === undefined ? undefined : await execute(inputs, inputs.command, deps);
    // A command can take hours, in which another step with the same key may mint.
    if (result) progress.earlier = undefined;
    await recordRuns({ ...documents, runs }, progress, { times, result }, context);
  } finally {
    if (!inputs.plan) {
      setDatasetOutputs(progress, deps);
      summarizeDatasets(progress, connection, deps);
    }
  }
}

/** The start of the job: the runner writes the event file then. */
async function getJobStart({ workflowRun }: Deps<OutputName>): Promise<number> {
  const path = workflowRun?.eventPath;
  const file = path === undefined ? undefined : await stat(path).catch(() => undefined);
  return Math.floor((file?.mtimeMs ?? Date.now()) / 1000);
}

/**
 * Checks the records and the metadata of new datasets against the registry; datasets that are not minted yet are not
 * looked up.
 */
async function checkReferences(
  records: readonly CheckedRecord[],
  datasets: readonly RunDataset[],
  { provena }: Connection,
  { log, signal }: Deps<OutputName>,
): Promise<void> {
  const checked: CheckedRecord[] = [];
  for (const { record, source } of records)
    checked.push({ record: await resolveMe(record, ModelRunRecord, provena, { signal }), source });
  const documents = datasets.flatMap(({ document }) => document ?? []);
  const [{ problems: recordProblems, note }, datasetProblems] = await Promise.all([
    checkAgainstRegistry(checked, provena, { signal }, UNMINTED),
    checkDatasetHandles(documents, provena, { signal }),
  ]);
  if (note) log.info(note);
  recordProblems.add(datasetProblems);
  recordProblems.assertEmpty({ isBeforeWrite: true });
}

/**
 * Checks that files can be uploaded to the datasets that exist. A command can take hours, so the datasets are checked again
 * before the upload.
 * @throws StepFailedError if one is read-only and does not have the files already.
 */
async function checkDatasets({ datasets, fetched, files }: Progress, context: RunContext): Promise<void> {
  const { inputs, connection, deps } = context;
  for (const { id, datasetId, patterns } of datasets) {
    if (datasetId === undefined || patterns.length === 0) continue;
    try {
      const dataset = await fetchUploadTarget(datasetId, connection, deps);
      if (inputs.command === undefined) fetched.set(datasetId, dataset);
    } catch (error) {
      const listed = files.get(id);
      const isComplete =
        error instanceof StepFailedError &&
        listed !== undefined &&
        (await countUnchangedFiles(datasetId, listed, context)) === listed.length;
      if (!isComplete) throw error;
    }
  }
}

/** Runs the command. @throws StepFailedError when it fails, unless failures are recorded. */
async function execute(inputs: Inputs, command: string, deps: Deps<OutputName>): Promise<CommandResult> {
  const { shell } = inputs;
  const result = await runCommand({ ...deps, command, shell });
  deps.signal.throwIfAborted();
  deps.setOutputs({ 'exit-code': result.exitCode });
  if (result.exitCode === 0 || inputs['record-failures']) return result;
  throw createCommandError(result, 'Nothing was recorded.');
}
