import { formatRemovedFields } from '../../src/shared/action/idempotency/reserved-fields.ts';
import { groupGraph, nameLineage } from '../../src/shared/action/lineage/graph.ts';
import { renderTree } from '../../src/shared/action/lineage/render-tree.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import {
  awaitRegistration,
  registerStepRecords,
} from '../../src/shared/action/runs/register-step-records.ts';
import {
  formatRegistration,
  formatSentSummary,
  type Registration,
} from '../../src/shared/action/runs/registration.ts';
import { getErrorMessage } from '../../src/shared/client/error-message.ts';
import { isMapping } from '../../src/shared/client/mapping.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { createDisplayLineage } from '../../src/shared/lineage/display-lineage.ts';
import { warnAboutChangedFiles } from './changed-files.ts';
import { createRunRecords } from './create-records.ts';
import { listChangedFiles, readDatasetFiles } from './dataset-files.ts';
import { setDatasetOutputs } from './dataset-table.ts';
import { mintAndUpload } from './mint-and-upload.ts';
import type { Execution } from './run-command.ts';
import type { RunContext } from './run-context.ts';
import { getDatasetName } from './run-dataset.ts';
import type { RunDocument, RunDocuments } from './run-documents.ts';

/**
 * Mints, uploads, registers and waits. Each part finds what an earlier attempt did. After a failed command, records the
 * runs without outputs and throws.
 * @throws StepFailedError when the command failed.
 */
export async function recordRuns(
  { runs, isBatch }: RunDocuments,
  execution: Execution,
  context: RunContext,
): Promise<void> {
  const { inputs, deps, datasets } = context;
  const { exitCode } = execution;
  const hasFailed = inputs.command !== undefined && exitCode !== 0;
  const changed = inputs.command === undefined ? [] : listChangedFiles(datasets, deps.workspace);
  if (changed.length > 0) {
    const error = new UserError(changed, { isBeforeWrite: true });
    throw hasFailed ? createUnrecordedError(exitCode, error) : error;
  }
  const unlisted = datasets.filter(({ files }) => !files);
  const recorded = hasFailed
    ? runs.map((run) => removeOutputs(run, exitCode))
    : await readDatasetFiles(runs, unlisted, deps);
  await mintAndUpload(hasFailed ? datasets.filter(({ isWritten }) => !isWritten) : datasets, context);
  setDatasetOutputs(context);
  const registration = await register({ runs: recorded, isBatch }, execution, hasFailed, context).catch(
    (error: unknown) => {
      if (!hasFailed || deps.signal.aborted) throw error;
      // The advice of this error refers to the key of a step, which a failed run does not have.
      throw createUnrecordedError(exitCode, error);
    },
  );
  warnAboutChangedFiles(registration, datasets, deps.log);
  if (inputs.wait) await awaitRegistration(registration, inputs.timeout, deps);
  else deps.summary.add(formatSentSummary(registration));
  if (hasFailed) throw createCommandError(exitCode, 'The failed run was recorded without outputs.');
  if (inputs.wait) await showLineage(context);
}

/** Registers the runs, and sets the outputs. */
async function register(
  { runs, isBatch }: RunDocuments,
  execution: Execution,
  hasFailed: boolean,
  context: RunContext,
): Promise<Registration> {
  const { inputs, connection, deps } = context;
  const { records, removedFields } = await createRunRecords(runs, execution, context);
  if (removedFields.length > 0) deps.log.notice(formatRemovedFields(removedFields));
  // Each failed execution is a separate run. It gets a random key, neither that of the step nor of the user.
  const keyInputs = hasFailed ? {} : inputs;
  const registration = await registerStepRecords({ records, isBatch }, keyInputs, connection.provena, {
    ...deps,
    workflowRun: hasFailed ? undefined : deps.workflowRun,
    // record-run has no output session-id.
    setOutputs: ({ 'session-id': _, ...outputs }) => deps.setOutputs(outputs),
  });
  const { reused, lodgedRuns } = registration;
  deps.setOutputs({ reused });
  deps.log.info(`${formatRegistration(registration)}.`);
  if (lodgedRuns.length > 0) deps.setOutputs({ 'model-run-ids': lodgedRuns.map(({ id }) => id) });
  return registration;
}

/** The error for a command that failed. */
export function createCommandError(
  exitCode: number | undefined,
  consequence: string,
  cause?: unknown,
): StepFailedError {
  const reason = exitCode === undefined ? 'was ended by a signal' : `failed with exit code ${exitCode}`;
  return new StepFailedError(`the command ${reason}`, {
    advice: `The output of the command is in the log above. ${consequence}`,
    anchor: 'command-failed',
    cause,
  });
}

function createUnrecordedError(exitCode: number | undefined, error: unknown): StepFailedError {
  return createCommandError(
    exitCode,
    `The failed run could not be recorded: ${getErrorMessage(error)}`,
    error,
  );
}

/** @throws StepFailedError for a run that reads what the command should have written. */
function removeOutputs(run: RunDocument, exitCode: number | undefined): RunDocument {
  const { value } = run.source;
  const references = run.references.filter(({ path: [field] }) => field === 'inputs');
  const missing = references.find(({ dataset }) => dataset.isWritten && dataset.document);
  if (missing) {
    const message = `the command writes the input ${getDatasetName(missing.dataset)}`;
    throw createUnrecordedError(exitCode, new UserError(message));
  }
  return {
    ...run,
    source: { ...run.source, value: isMapping(value) ? { ...value, outputs: [] } : value },
    references,
  };
}

/** Steps of the lineage that is shown: a dataset, its run, and the inputs of the run. */
const LINEAGE_DEPTH = 2;

/**
 * Prints the lineage of the first output, and draws it in the summary. Everything is recorded already, so an error is only a
 * warning.
 */
async function showLineage({ datasets, connection, deps }: RunContext): Promise<void> {
  const { provena, pages } = connection;
  const { log, signal, summary } = deps;
  const id = datasets.find(({ isWritten }) => isWritten)?.datasetId;
  if (id === undefined) return;
  try {
    const { graph } = await provena.prov.exploreUpstream(id, { depth: LINEAGE_DEPTH, signal });
    const { lineage } = await nameLineage(groupGraph(graph, 'auto', id), id, provena, signal);
    log.info(`Lineage of ${id}:\n${renderTree(id, createDisplayLineage(lineage), 'upstream').join('\n')}`);
    const { renderMermaid } = await import('../../src/shared/action/lineage/render-mermaid.ts');
    summary.add(renderMermaid(lineage, id, pages.item));
  } catch (error) {
    signal.throwIfAborted();
    log.warning(`The runs are recorded, but their lineage cannot be shown: ${getErrorMessage(error)}`);
  }
}
