import { EarlierDatasets } from '../../src/shared/action/identity/find-datasets.ts';
import { createFingerprint } from '../../src/shared/action/identity/fingerprint.ts';
import { createMintRequest, type MintContext } from '../../src/shared/action/identity/mint-dataset.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import type { Connection } from '../../src/shared/action/lifecycle/connection.ts';
import { StepFailedError } from '../../src/shared/action/lifecycle/failure.ts';
import { groupGraph } from '../../src/shared/action/lineage/graph.ts';
import { nameLineage } from '../../src/shared/action/lineage/name-lineage.ts';
import { renderMermaid } from '../../src/shared/action/lineage/render-mermaid.ts';
import { renderTree } from '../../src/shared/action/lineage/render-tree.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { awaitRegistration } from '../../src/shared/action/runs/await-registration.ts';
import {
  listDatasetFiles,
  resolveResources,
  uploadDatasetFiles,
} from '../../src/shared/action/runs/dataset-files.ts';
import type { CommandResult } from '../../src/shared/action/runs/run-command.ts';
import type { RunDataset, RunDocument, RunDocuments } from '../../src/shared/action/runs/run-documents.ts';
import { createDatasetKeys } from '../../src/shared/action/runs/run-plan.ts';
import { forEachConcurrent } from '../../src/shared/client/for-each-concurrent.ts';
import { RequestRejectedError } from '../../src/shared/client/index.ts';
import { isMapping } from '../../src/shared/client/mapping.ts';
import { createDisplayLineage } from '../../src/shared/lineage/display-lineage.ts';
import type { Inputs, Name } from './inputs.ts';
import { type Progress, setDatasetOutputs } from './progress.ts';
import { type Execution, register } from './register.ts';

/** Mints, uploads, registers and waits. Each part finds what an earlier attempt did. */
export async function record(
  documents: RunDocuments,
  progress: Progress,
  execution: Execution,
  inputs: Inputs,
  connection: Connection,
  deps: Deps<Name>,
): Promise<Outputs<Name>> {
  const { result } = execution;
  const { datasets } = progress;
  const hasFailed = result !== undefined && result.exitCode !== 0;
  const wanted = hasFailed ? datasets.filter(({ role }) => role === 'input') : datasets;
  let runs = hasFailed ? documents.runs.map(removeOutputs) : documents.runs;
  if (result && !hasFailed) {
    const written = datasets.filter(({ id }) => !progress.files.has(id));
    const listed = await listDatasetFiles(written, deps.workspace, deps.log);
    progress.files = new Map([...progress.files, ...listed]);
    runs = resolveResources(runs, listed, deps.workspace);
  }
  await fillDatasets(wanted, progress, inputs, connection, deps);
  setDatasetOutputs(progress, deps);
  const { datasetIds } = progress;
  const registered = await register(
    { ...documents, runs },
    datasetIds,
    execution,
    inputs,
    connection,
    deps,
  ).catch((error: unknown) => {
    if (!hasFailed || !(error instanceof RequestRejectedError)) throw error;
    throw createCommandError(result, `The failed run was not recorded: ${error.message}`);
  });
  if (inputs.wait) await awaitRegistration(registered, inputs.timeout, deps);
  if (hasFailed) throw createCommandError(result, 'The failed run was recorded without outputs.');
  if (inputs.wait) await showLineage(progress, connection, deps);
  return {};
}

/** The error for a command that failed. */
export function createCommandError({ exitCode }: CommandResult, consequence: string): StepFailedError {
  const reason = exitCode === undefined ? 'was ended by a signal' : `failed with exit code ${exitCode}`;
  return new StepFailedError(`the command ${reason}`, {
    advice: `The output of the command is in the log above. ${consequence}`,
    anchor: 'command-failed',
  });
}

/** A failed run has no outputs; its fingerprint differs, so that a later success is another run. */
function removeOutputs(run: RunDocument): RunDocument {
  const { value } = run.source;
  return {
    source: { ...run.source, value: isMapping(value) ? { ...value, outputs: [] } : value },
    references: run.references.filter(({ dataset }) => dataset.role === 'input'),
    fingerprint: createFingerprint([run.fingerprint, 'failed'], []),
  };
}

/** Enough to use the time in which the server mints; each upload has connections of its own. */
const CONCURRENT_DATASETS = 4;

/**
 * Mints the datasets that have metadata, and uploads the files of all. Datasets of equal metadata follow one another, so that
 * a later attempt finds them in the same order.
 */
async function fillDatasets(
  datasets: readonly RunDataset[],
  progress: Progress,
  inputs: Inputs,
  connection: Connection,
  deps: Deps<Name>,
): Promise<void> {
  const userKey = inputs['idempotency-key'];
  const keys = userKey ? createDatasetKeys(userKey, progress.datasets) : undefined;
  const earlier = new EarlierDatasets(connection.provena);
  const groups = Map.groupBy(datasets, ({ document, datasetId }) => document?.fingerprint ?? datasetId);
  await forEachConcurrent(groups.values(), CONCURRENT_DATASETS, async (equals) => {
    for (const [index, dataset] of equals.entries()) {
      deps.signal.throwIfAborted();
      const ownInputs = { ...inputs, 'idempotency-key': keys?.get(dataset.id) };
      // With an idempotency key of the user, each of them has a key of its own.
      const laterEquals = keys ? 0 : equals.length - index - 1;
      await mint(dataset, progress, ownInputs, { ...connection, earlier, laterEquals }, deps);
      await upload(dataset, progress, inputs, connection, deps);
    }
  });
}

async function mint(
  { id, document }: RunDataset,
  { datasetIds, reused }: Progress,
  inputs: Inputs,
  { pages, ...context }: Connection & Pick<MintContext, 'earlier' | 'laterEquals'>,
  deps: Deps<Name>,
): Promise<void> {
  if (!document) return;
  const onHandle = (handle: string): void => void datasetIds.set(id, handle);
  const request = await createMintRequest(document, { ...context, inputs, deps, onHandle });
  const { minted, reused: isReused } = await request.mint();
  onHandle(minted.handle);
  if (isReused) reused.add(id);
  deps.log.notice(
    `${isReused ? 'An earlier attempt minted' : 'Minted'} dataset ${minted.handle}: ${pages.handle(minted.handle)}`,
  );
}

async function upload(
  { id }: RunDataset,
  { datasetIds, uploaded, files }: Progress,
  inputs: Inputs,
  connection: Connection,
  deps: Deps<Name>,
): Promise<void> {
  const datasetId = datasetIds.get(id);
  const ownFiles = files.get(id) ?? [];
  if (datasetId === undefined || ownFiles.length === 0) return;
  deps.signal.throwIfAborted();
  await uploadDatasetFiles(datasetId, ownFiles, inputs, connection, deps);
  uploaded.add(id);
}

/** Steps of the lineage that is shown: a dataset, its run, and the inputs of the run. */
const LINEAGE_DEPTH = 2;

/** Prints the lineage of the first output, and draws it in the summary. */
async function showLineage(
  { datasets, datasetIds }: Progress,
  { provena, pages }: Connection,
  { log, signal, summary }: Deps<Name>,
): Promise<void> {
  const output = datasets.find(({ role }) => role === 'output');
  const id = output && datasetIds.get(output.id);
  if (id === undefined) return;
  const { graph } = await provena.prov.exploreUpstream(id, { depth: LINEAGE_DEPTH, signal });
  const { lineage } = await nameLineage(groupGraph(graph, 'auto', id), id, provena, signal);
  log.info(`Lineage of ${id}:\n${renderTree(id, createDisplayLineage(lineage), 'upstream').join('\n')}`);
  summary.add(renderMermaid(lineage, id, pages.item));
}
