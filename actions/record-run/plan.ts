import { EarlierDatasets } from '../../src/shared/action/idempotency/find-datasets.ts';
import { identifyRecords } from '../../src/shared/action/idempotency/fingerprint.ts';
import { claimIdempotencyKey } from '../../src/shared/action/idempotency/idempotency-key.ts';
import { findMintedHandles, prepareDataset } from '../../src/shared/action/idempotency/mint-dataset.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { formatLink } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { countUnchangedFiles } from '../../src/shared/action/runs/dataset-files.ts';
import { countSentRecords } from '../../src/shared/action/runs/earlier-submissions.ts';
import type { RunDocument } from '../../src/shared/action/runs/run-documents.ts';
import {
  formatPlannedRuns,
  formatPlanTable,
  formatRunPlan,
  type PlannedDataset,
  type PlannedRuns,
  planDatasets,
  toPlanOutput,
} from '../../src/shared/action/runs/run-plan.ts';
import { createDatasetKeys } from '../../src/shared/action/runs/step-datasets.ts';
import { getErrorMessage } from '../../src/shared/client/error-message.ts';
import type { Name } from './inputs.ts';
import type { Progress, RunContext } from './progress.ts';

/** Reports the plan as far as it is known without a token. */
export function reportOfflinePlan(
  runs: readonly RunDocument[],
  { datasets, files }: Progress,
  deps: Deps<Name>,
): Outputs<Name> {
  const note = 'Plan only, without a token: the documents were not checked against the registry.';
  const plan = { datasets: planDatasets(datasets, files), runs: { runs }, note, formatHandle: String };
  return reportPlan(plan, deps);
}

/** Reports the plan with what exists already: datasets and runs of earlier attempts, and unchanged files. */
export async function reportCheckedPlan(
  runs: readonly RunDocument[],
  { datasets, files }: Progress,
  context: RunContext,
): Promise<Outputs<Name>> {
  const { inputs, connection, deps } = context;
  const planned: PlannedDataset[] = [];
  const earlier = new EarlierDatasets(connection.provena);
  const matched = new Set<string>();
  const keys = createDatasetKeys(inputs['idempotency-key'], datasets);
  for (const plan of planDatasets(datasets, files)) {
    const keyInputs = { ...inputs, 'idempotency-key': keys?.get(plan.dataset.id) };
    const datasetId =
      plan.datasetId ?? (await findMinted(plan, matched, { ...context, inputs: keyInputs }, earlier));
    if (datasetId !== undefined) matched.add(datasetId);
    const unchanged = await countUnchanged({ ...plan, datasetId }, context);
    planned.push({ ...plan, datasetId, unchanged });
  }
  const fingerprints = runs.map(({ fingerprint }) => fingerprint);
  const key = claimIdempotencyKey(inputs, deps.workflowRun, {
    ...identifyRecords(fingerprints),
    isDryRun: true,
  });
  const sent = await countSentRecords(fingerprints, key, connection.provena, { signal: deps.signal });
  const formatHandle = (id: string): string => formatLink(id, connection.pages.dataset(id));
  const note = 'Plan only. Nothing was created.';
  return reportPlan({ datasets: planned, runs: { runs, sent }, note, formatHandle }, deps);
}

/**
 * The dataset that an earlier attempt minted.
 * @param matched handles already assigned to another dataset of the plan, so that equal metadata does not match one dataset
 * twice.
 */
async function findMinted(
  { dataset: { document } }: PlannedDataset,
  matched: ReadonlySet<string>,
  { inputs, connection: { provena }, deps }: RunContext,
  earlier: EarlierDatasets,
): Promise<string | undefined> {
  if (!document) return undefined;
  const dataset = await prepareDataset(document, { provena, inputs, deps, earlier, isDryRun: true });
  return (await findMintedHandles(dataset)).find((handle) => !matched.has(handle));
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

interface RunPlan {
  readonly datasets: readonly PlannedDataset[];
  readonly runs: PlannedRuns;
  /** How complete the plan is. */
  readonly note: string;
  readonly formatHandle: (id: string) => string;
}

function reportPlan(
  { datasets, runs, note, formatHandle }: RunPlan,
  { log, summary, setOutputs }: Deps<Name>,
): Outputs<Name> {
  for (const line of formatRunPlan(datasets, runs)) log.info(line);
  log.info(note);
  const table = datasets.length > 0 ? `\n\n${formatPlanTable(datasets, formatHandle)}` : '';
  summary.add(`${note} ${formatPlannedRuns(runs)}.${table}`);
  setOutputs({ plan: toPlanOutput(datasets, runs) });
  return {};
}
