import { groupGraph, nameLineage } from '../../src/shared/action/lineage/graph.ts';
import { renderTree } from '../../src/shared/action/lineage/render-tree.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { formatSentSummary } from '../../src/shared/action/runs/format-registration.ts';
import { awaitRegistration } from '../../src/shared/action/runs/register-step-records.ts';
import { getErrorMessage } from '../../src/shared/client/error-message.ts';
import { isMapping } from '../../src/shared/client/mapping.ts';
import { createDisplayLineage } from '../../src/shared/lineage/display-lineage.ts';
import { warnAboutChangedFiles } from './changed-files.ts';
import { listDatasetFiles, resolveResources } from './dataset-files.ts';
import { mintAndUpload } from './mint-and-upload.ts';
import { type Progress, type RunContext, setDatasetOutputs } from './progress.ts';
import { type Execution, registerRunDocuments } from './register.ts';
import type { CommandResult } from './run-command.ts';
import type { RunDocument, RunDocuments } from './run-documents.ts';

/**
 * Mints, uploads, registers and waits. Each part finds what an earlier attempt did. After a failed command, records the
 * runs without outputs and throws.
 * @throws StepFailedError when the command failed.
 */
export async function recordRuns(
  documents: RunDocuments,
  progress: Progress,
  execution: Execution,
  context: RunContext,
): Promise<void> {
  const { inputs, deps } = context;
  const { result } = execution;
  const { datasets } = progress;
  const hasFailed = result !== undefined && result.exitCode !== 0;
  const writtenDatasets = hasFailed ? datasets.filter(({ role }) => role === 'input') : datasets;
  let runs = hasFailed ? documents.runs.map(removeOutputs) : documents.runs;
  if (result && !hasFailed) {
    const writtenByCommand = datasets.filter(({ id }) => !progress.files.has(id));
    const newFiles = await listDatasetFiles(writtenByCommand, deps.workspace, deps.log);
    progress.files = new Map([...progress.files, ...newFiles]);
    runs = resolveResources(runs, newFiles, deps.workspace);
  }
  await mintAndUpload(writtenDatasets, progress, context);
  setDatasetOutputs(progress, deps);
  const { datasetIds } = progress;
  const registered = await registerRunDocuments({ ...documents, runs }, datasetIds, execution, context).catch(
    (error: unknown) => {
      if (!hasFailed || deps.signal.aborted) throw error;
      // The advice of this error refers to the key of a step, which a failed run does not have.
      throw createCommandError(
        result,
        `The failed run could not be recorded: ${getErrorMessage(error)}`,
        error,
      );
    },
  );
  warnAboutChangedFiles(registered, progress, deps.log);
  if (inputs.wait) await awaitRegistration(registered, inputs.timeout, deps);
  else deps.summary.add(formatSentSummary(registered));
  if (hasFailed) throw createCommandError(result, 'The failed run was recorded without outputs.');
  if (inputs.wait) await showLineageIfReadable(progress, context);
}

/** The error for a command that failed. */
export function createCommandError(
  { exitCode }: CommandResult,
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

function removeOutputs(run: RunDocument): RunDocument {
  const { value } = run.source;
  return {
    ...run,
    source: { ...run.source, value: isMapping(value) ? { ...value, outputs: [] } : value },
    references: run.references.filter(({ dataset }) => dataset.role === 'input'),
  };
}

/** Shows the lineage. Everything is recorded already, so an error is only a warning. */
async function showLineageIfReadable(progress: Progress, context: RunContext): Promise<void> {
  const { log, signal } = context.deps;
  await showLineage(progress, context).catch((error: unknown) => {
    signal.throwIfAborted();
    log.warning(`The runs are recorded, but their lineage cannot be shown: ${getErrorMessage(error)}`);
  });
}

/** Steps of the lineage that is shown: a dataset, its run, and the inputs of the run. */
const LINEAGE_DEPTH = 2;

/** Prints the lineage of the first output, and draws it in the summary. */
async function showLineage(
  { datasets, datasetIds }: Progress,
  { connection: { provena, pages }, deps: { log, signal, summary } }: RunContext,
): Promise<void> {
  const output = datasets.find(({ role }) => role === 'output');
  const id = output && datasetIds.get(output.id);
  if (id === undefined) return;
  const { graph } = await provena.prov.exploreUpstream(id, { depth: LINEAGE_DEPTH, signal });
  const { lineage } = await nameLineage(groupGraph(graph, 'auto', id), { root: id }, provena, signal);
  log.info(`Lineage of ${id}:\n${renderTree(id, createDisplayLineage(lineage), 'upstream').join('\n')}`);
  const { renderMermaid } = await import('../../src/shared/action/lineage/render-mermaid.ts');
  summary.add(renderMermaid(lineage, id, pages.item));
}
