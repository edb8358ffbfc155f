import { stat } from 'node:fs/promises';
import { UNMINTED } from '../../src/shared/action/datasets/dataset-document.ts';
import { EarlierDatasets } from '../../src/shared/action/datasets/find-datasets.ts';
import { findPaths } from '../../src/shared/action/glob/find-paths.ts';
import type { Deps } from '../../src/shared/action/index.ts';
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
import { noteEarlierFiles, readDatasetFiles } from './dataset-files.ts';
import { setDatasetOutputs, summarizeDatasets } from './dataset-table.ts';
import { formatRunPlan, toRunPlanOutput } from './format-plan.ts';
import type { Inputs, OutputName } from './inputs.ts';
import { findEarlierWork, reportCheckedPlan, reportPlan } from './plan.ts';
import { createCommandError, recordRuns } from './record.ts';
import { type Execution, runCommand } from './run-command.ts';
import type { RunContext } from './run-context.ts';
import { identifyDatasets } from './run-dataset.ts';
import { listDatasets, readRunDocuments } from './run-documents.ts';
import { checkFileNames, countUnchangedFiles } from './upload-dataset-files.ts';

/** Records model runs: validates everything, runs the command, mints datasets, uploads files, registers and waits. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const paths = await findPaths(inputs['run-file'] ?? [], 'run-file', deps);
  const documents = await readRunDocuments(inputs.run, paths, deps);
  const datasets = listDatasets(documents.runs);
  // The command writes the files of the others.
  const listable = datasets.filter(({ isWritten }) => inputs.command === undefined || !isWritten);
  const runs = await readDatasetFiles(documents.runs, listable, deps);
  const now = Math.floor(Date.now() / 1000);
  const times = { start: Math.min(await getJobStart(deps), now), end: now };
  const records = createRecords(runs, times);
  deps.setOutputs({ count: runs.length });
  if (inputs.plan && !findCredentials(inputs)) {
    const note = 'Plan only, without a token: the documents were not checked against the registry.';
    return reportPlan({ datasets, runs }, note, deps);
  }
  const connection = await deps.connect();
  const identities = identifyDatasets(inputs['idempotency-key'], datasets, deps.workspace);
  const earlier = new EarlierDatasets(connection.provena, identities.values());
  const runMetadata = await createRunMetadata(inputs, deps);
  const context = { inputs, connection, deps, runMetadata, datasets, identities, earlier };
  await checkReferences(records, context);
  await checkUploadTargets(context);
  try {
    const sent = await findEarlierWork({ ...documents, runs }, times, context);
    const plan = { datasets, runs, sent };
    if (inputs.plan) return await reportCheckedPlan(plan, context);
    for (const line of formatRunPlan(plan)) deps.log.info(line);
    deps.setOutputs({ plan: toRunPlanOutput(plan) });
    for (const dataset of datasets)
      if (inputs.command !== undefined && dataset.isWritten && dataset.patterns.length > 0)
        await noteEarlierFiles(dataset, deps);
    const execution = inputs.command === undefined ? times : await execute(inputs, inputs.command, deps);
    // A command can take hours, in which another step with the same key may mint.
    if (inputs.command !== undefined) earlier.invalidate();
    await recordRuns({ ...documents, runs }, execution, context);
  } finally {
    if (!inputs.plan) {
      setDatasetOutputs(context);
      summarizeDatasets(context);
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
  { datasets, connection: { provena }, deps: { log, signal } }: RunContext,
): Promise<void> {
  const checked = await Array.fromAsync(records, async ({ record, source }) => ({
    record: await resolveMe(record, ModelRunRecord, provena, { signal }),
    source,
  }));
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
 * @throws StepFailedError if one is read-only and does not have the files already; InvalidError if a name of a file is not possible.
 */
async function checkUploadTargets(context: RunContext): Promise<void> {
  const { inputs, connection, deps } = context;
  // Otherwise, the upload is the first thing that the step does.
  const checksNames = !inputs.plan && (inputs.command !== undefined || context.datasets.length > 1);
  for (const dataset of context.datasets) {
    const { datasetId, patterns, files } = dataset;
    if (datasetId === undefined || patterns.length === 0) continue;
    try {
      const fetched = await fetchUploadTarget(datasetId, connection, deps);
      if (inputs.command === undefined) dataset.fetched = fetched;
      if (checksNames) await checkFileNames({ ...dataset, fetched }, context);
    } catch (error) {
      const isComplete =
        error instanceof StepFailedError &&
        files !== undefined &&
        (await countUnchangedFiles(dataset, context)) === files.length;
      if (!isComplete) throw error;
    }
  }
}

/** Runs the command. @throws StepFailedError when it fails, unless failures are recorded. */
async function execute(inputs: Inputs, command: string, deps: Deps<OutputName>): Promise<Execution> {
  const execution = await runCommand(command, inputs.shell, deps);
  const { exitCode } = execution;
  deps.signal.throwIfAborted();
  deps.setOutputs({ 'exit-code': exitCode });
  if (exitCode === 0 || inputs['record-failures']) return execution;
  throw createCommandError(exitCode, 'Nothing was recorded.');
}
