import { stat } from 'node:fs/promises';
import { createFingerprint } from '../../src/shared/action/identity/fingerprint.ts';
import { createIdempotencyKey } from '../../src/shared/action/identity/idempotency-key.ts';
import { createMintRequest } from '../../src/shared/action/identity/mint-dataset.ts';
import { isOwnField } from '../../src/shared/action/identity/own-fields.ts';
import { createRunMetadata } from '../../src/shared/action/identity/run-metadata.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import type { Connection } from '../../src/shared/action/lifecycle/connection.ts';
import { StepFailedError } from '../../src/shared/action/lifecycle/failure.ts';
import { groupGraph, listIdsByWeight, nameGroups } from '../../src/shared/action/lineage/graph.ts';
import { fetchItemDetails, MAX_NAME_LOOKUPS } from '../../src/shared/action/lineage/item-details.ts';
import { renderMermaid } from '../../src/shared/action/lineage/render-mermaid.ts';
import { renderTree } from '../../src/shared/action/lineage/render-tree.ts';
import { writeListFile } from '../../src/shared/action/runner/list-file.ts';
import { formatLink } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { awaitRegistration } from '../../src/shared/action/runs/await-registration.ts';
import {
  type DatasetFiles,
  listDatasetFiles,
  resolveResources,
  uploadDatasetFiles,
} from '../../src/shared/action/runs/dataset-files.ts';
import {
  type FingerprintedRecord,
  type Registration,
  registerModelRun,
  registerModelRuns,
} from '../../src/shared/action/runs/register-runs.ts';
import { type CommandResult, runCommand } from '../../src/shared/action/runs/run-command.ts';
import {
  type DefaultTimes,
  type RunDataset,
  type RunDocument,
  type RunDocuments,
  readRunDocuments,
  toRecords,
  UNMINTED,
} from '../../src/shared/action/runs/run-documents.ts';
import {
  createDatasetKeys,
  formatDatasetTable,
  formatPlannedRuns,
  formatRunPlan,
  listDatasets,
  toPlanOutput,
} from '../../src/shared/action/runs/run-plan.ts';
import { findPaths } from '../../src/shared/action/uploads/find-files.ts';
import { ModelRunRecord, RequestRejectedError } from '../../src/shared/client/index.ts';
import { isMapping } from '../../src/shared/client/mapping.ts';
import { resolveMe } from '../../src/shared/documents/me.ts';
import { checkAgainstRegistry } from '../../src/shared/documents/model-runs/check-against-registry.ts';
import type { CheckedRecord } from '../../src/shared/documents/model-runs/check-records.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { createDisplayLineage } from '../../src/shared/lineage/display-lineage.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** What the step knows of its datasets, for outputs and summary. */
interface Progress {
  readonly datasets: readonly RunDataset[];
  readonly datasetIds: Map<string, string>;
  readonly reused: Set<string>;
  readonly uploaded: Set<string>;
  files: DatasetFiles;
}

/** Records model runs: validates everything, runs the command, mints datasets, uploads files, registers and waits. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const documents = await readRunDocuments({
    run: inputs.run,
    files: await findPaths(inputs['run-file'] ?? [], 'run-file', deps.workspace),
    workspace: deps.workspace,
    log: deps.log,
  });
  const datasets = listDatasets(documents.runs);
  const isLater = ({ role }: RunDataset): boolean => inputs.command !== undefined && role === 'output';
  const files = await listDatasetFiles(
    datasets.filter((dataset) => !isLater(dataset)),
    deps.workspace,
    deps.log,
  );
  const runs = resolveResources(documents.runs, files, deps.workspace);
  const now = Math.floor(Date.now() / 1000);
  const times = { start: Math.min(await getJobStart(deps), now), end: now };
  const existing = new Map(
    datasets.flatMap(({ id, datasetId }) => (datasetId === undefined ? [] : [[id, datasetId] as const])),
  );
  const records = toRecords(runs, existing, times);
  const progress: Progress = {
    datasets,
    datasetIds: existing,
    reused: new Set(),
    uploaded: new Set(),
    files,
  };
  for (const line of formatRunPlan(datasets, files, runs)) deps.log.info(line);
  deps.setOutputs({ plan: toPlanOutput(datasets, files, runs), count: runs.length });
  if (inputs.plan && !hasCredentials(inputs)) return reportPlan(runs, progress, 'offline', deps);
  const connection = await deps.connect();
  await checkRecords(records, connection, deps);
  if (inputs.plan) return reportPlan(runs, progress, 'checked', deps);
  const result = inputs.command === undefined ? undefined : await execute(inputs, inputs.command, deps);
  try {
    return await record({ ...documents, runs }, progress, { times, result }, inputs, connection, deps);
  } finally {
    const states = datasets.map((dataset) => ({
      dataset,
      datasetId: progress.datasetIds.get(dataset.id),
      isMinted: progress.datasetIds.has(dataset.id),
      isReused: progress.reused.has(dataset.id),
      isUploaded: progress.uploaded.has(dataset.id),
    }));
    const formatHandle = (id: string): string => formatLink(id, connection.pages.dataset(id));
    if (states.length > 0) deps.summary.add(formatDatasetTable(states, progress.files, formatHandle, false));
  }
}

/** The start of the job: the runner writes the event file then. */
async function getJobStart({ ci }: Deps<Name>): Promise<number> {
  const path = ci?.eventPath;
  const file = path === undefined ? undefined : await stat(path).catch(() => undefined);
  return Math.floor((file?.mtimeMs ?? Date.now()) / 1000);
}

function hasCredentials(inputs: Inputs): boolean {
  return [inputs['offline-token'], inputs['access-token'], inputs['client-id']].some(Boolean);
}

function reportPlan(
  runs: readonly RunDocument[],
  { datasets, files, datasetIds }: Progress,
  kind: 'offline' | 'checked',
  { log, summary }: Deps<Name>,
): Outputs<Name> {
  const note =
    kind === 'offline'
      ? 'Plan only, without a token: the documents were not checked against the registry.'
      : 'Plan only. Nothing was created.';
  log.info(note);
  const states = datasets.map((dataset) => ({
    dataset,
    datasetId: datasetIds.get(dataset.id),
    isMinted: false,
    isReused: false,
    isUploaded: false,
  }));
  const table = states.length > 0 ? `\n\n${formatDatasetTable(states, files, (id) => id, true)}` : '';
  summary.add(`${note} ${formatPlannedRuns(runs)}.${table}`);
  return {};
}

/** Checks the records against the registry; datasets that are not minted yet are not looked up. */
async function checkRecords(
  records: readonly CheckedRecord[],
  { provena }: Connection,
  { log, signal }: Deps<Name>,
): Promise<void> {
  const plain = records.map((entry) => entry.record);
  const resolved = await resolveMe(plain, ModelRunRecord, provena, { signal });
  const checked = records.map((entry, i) => ({ ...entry, record: resolved[i] ?? entry.record }));
  const { problems, note } = await checkAgainstRegistry(checked, provena, { signal }, UNMINTED);
  if (note) log.info(note);
  if (problems.length > 0) throw new UserError(problems);
}

/** Runs the command. @throws StepFailedError when it fails, unless failures are recorded. */
async function execute(inputs: Inputs, command: string, deps: Deps<Name>): Promise<CommandResult> {
  const { shell } = inputs;
  const result = await runCommand({ ...deps, command, shell });
  deps.signal.throwIfAborted();
  if (result.exitCode !== undefined) deps.setOutputs({ 'exit-code': result.exitCode });
  if (result.exitCode === 0 || inputs['record-failures']) return result;
  throw createCommandError(result, 'Nothing was recorded.');
}

function createCommandError({ exitCode }: CommandResult, consequence: string): StepFailedError {
  const reason = exitCode === undefined ? 'was ended by a signal' : `failed with exit code ${exitCode}`;
  return new StepFailedError(`the command ${reason}`, {
    advice: `The output of the command is in the log above. ${consequence}`,
    anchor: 'command-failed',
  });
}

interface Execution {
  readonly times: DefaultTimes;
  readonly result: CommandResult | undefined;
}

/** Mints, uploads, registers and waits. Each part finds what an earlier attempt did. */
async function record(
  documents: RunDocuments,
  progress: Progress,
  { times, result }: Execution,
  inputs: Inputs,
  connection: Connection,
  deps: Deps<Name>,
): Promise<Outputs<Name>> {
  const { datasets } = progress;
  const hasFailed = result !== undefined && result.exitCode !== 0;
  const wanted = hasFailed ? datasets.filter(({ role }) => role === 'input') : datasets;
  let runs = hasFailed ? documents.runs.map(removeOutputs) : documents.runs;
  if (result && !hasFailed) {
    const later = datasets.filter(({ id }) => !progress.files.has(id));
    const listed = await listDatasetFiles(later, deps.workspace, deps.log);
    progress.files = new Map([...progress.files, ...listed]);
    runs = resolveResources(runs, listed, deps.workspace);
  }
  reportDatasets(progress, deps);
  const userKey = inputs['idempotency-key'];
  const keys = userKey ? createDatasetKeys(userKey, datasets) : undefined;
  for (const dataset of wanted) {
    const key = keys?.get(dataset.id);
    await fillDataset(dataset, progress, { ...inputs, 'idempotency-key': key }, connection, deps);
  }
  const registered = await register(
    { ...documents, runs },
    progress,
    { times, result },
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

/** A failed run has no outputs; its fingerprint differs, so that a later success is another run. */
function removeOutputs(run: RunDocument): RunDocument {
  const { value } = run.source;
  return {
    source: { ...run.source, value: isMapping(value) ? { ...value, outputs: [] } : value },
    references: run.references.filter(({ dataset }) => dataset.role === 'input'),
    fingerprint: createFingerprint([run.fingerprint, 'failed'], []),
  };
}

/** Sets the outputs with the handles of the datasets that exist so far, in the order of the documents. */
function reportDatasets({ datasets, datasetIds }: Progress, { setOutputs }: Deps<Name>): void {
  const ids = datasets.flatMap(({ id }) => datasetIds.get(id) ?? []);
  const [only] = datasets.length === 1 ? ids : [];
  setOutputs({ 'dataset-ids': ids, ...(only === undefined ? {} : { 'dataset-id': only }) });
}

/** Mints a dataset if it has metadata, and uploads its files. */
async function fillDataset(
  dataset: RunDataset,
  progress: Progress,
  inputs: Inputs,
  connection: Connection,
  deps: Deps<Name>,
): Promise<void> {
  const { provena, pages } = connection;
  const report = (handle: string): void => {
    progress.datasetIds.set(dataset.id, handle);
    reportDatasets(progress, deps);
  };
  if (dataset.document) {
    const request = await createMintRequest(dataset.document, { provena, inputs, deps, onHandle: report });
    const { minted, reused } = await request.mint();
    report(minted.handle);
    if (reused) progress.reused.add(dataset.id);
    deps.log.notice(
      `${reused ? 'An earlier attempt minted' : 'Minted'} dataset ${minted.handle}: ${pages.handle(minted.handle)}`,
    );
  }
  const datasetId = progress.datasetIds.get(dataset.id);
  const files = progress.files.get(dataset.id) ?? [];
  if (datasetId === undefined || files.length === 0) return;
  deps.signal.throwIfAborted();
  await uploadDatasetFiles(datasetId, files, inputs, connection, deps);
  progress.uploaded.add(dataset.id);
}

async function register(
  { runs, isBatch }: RunDocuments,
  { datasetIds }: Progress,
  { times, result }: Execution,
  inputs: Inputs,
  { provena }: Connection,
  deps: Deps<Name>,
): Promise<Registration> {
  const { signal, log, ci } = deps;
  const checked = toRecords(runs, datasetIds, result ?? times);
  const plain = checked.map((entry) => entry.record);
  const resolved = await resolveMe(plain, ModelRunRecord, provena, { signal });
  const facts = {
    ...(inputs['link-run'] && ci ? await createRunMetadata(ci, deps.workspace) : {}),
    ...(result?.exitCode === undefined ? {} : { command_exit_code: String(result.exitCode) }),
  };
  const records = resolved.map((entry, i): FingerprintedRecord => {
    const kept = Object.entries(entry.annotations ?? {}).filter(([name]) => !isOwnField(name));
    return {
      record: { ...entry, annotations: { ...Object.fromEntries(kept), ...facts } },
      fingerprint: runs[i]?.fingerprint ?? '',
    };
  });
  const sessions: string[] = [];
  const fingerprint = createFingerprint(records.map((entry) => entry.fingerprint).sort(), []);
  const options = {
    provena,
    key: createIdempotencyKey(inputs, ci, { fingerprint }),
    log,
    signal,
    onSession(session: string) {
      sessions.push(session);
      deps.setOutputs({
        'session-ids': sessions,
        ...writeListFile('session-file', sessions, deps.log),
      });
    },
  };
  const [only] = records;
  const registration =
    isBatch || !only ? await registerModelRuns(records, options) : await registerModelRun(only, options);
  deps.setOutputs({ reused: registration.reused });
  log.info(
    `${registration.sent} model ${registration.sent === 1 ? 'run' : 'runs'} sent, ${registration.reused} sent by earlier attempts.`,
  );
  if (registration.lodgedRuns.length > 0)
    deps.setOutputs({ 'model-run-ids': registration.lodgedRuns.map(({ id }) => id) });
  return registration;
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
  const unnamed = groupGraph(graph, 'auto', id);
  const ids = listIdsByWeight(unnamed, id, MAX_NAME_LOOKUPS);
  const lineage = nameGroups(unnamed, await fetchItemDetails(ids, provena, signal));
  log.info(`Lineage of ${id}:\n${renderTree(id, createDisplayLineage(lineage), 'upstream').join('\n')}`);
  summary.add(renderMermaid(lineage, id, pages.item));
}
