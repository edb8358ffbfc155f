import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatSyntaxHint } from '../../src/shared/action/glob/glob-rules.ts';
import { formatLines } from '../../src/shared/action/glob/unmatched-patterns.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import type { Log } from '../../src/shared/action/runner/log/log.ts';
import { escapeMarkdown } from '../../src/shared/action/runner/markdown/markdown.ts';
import { addSha256 } from '../../src/shared/action/transfer/add-sha256.ts';
import { assertTransferSucceeded } from '../../src/shared/action/transfer/assert-transfer-succeeded.ts';
import { downloadFiles } from '../../src/shared/action/transfer/download-files.ts';
import {
  capitalize,
  formatPlanTotals,
  formatTransferSummary,
  formatTransferTable,
} from '../../src/shared/action/transfer/format-transfer.ts';
import { openManifest } from '../../src/shared/action/transfer/manifest-file.ts';
import { assertInsideDataset, openTransferDataset } from '../../src/shared/action/transfer/open-dataset.ts';
import { reportDryRun } from '../../src/shared/action/transfer/report-dry-run.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import {
  type DownloadPlan,
  getRelativeName,
  planDownload,
  summarizeDownload,
} from '../../src/shared/transfer/index.ts';
import { SERVER_METADATA_FILE, splitFolder } from '../../src/shared/transfer/object-names.ts';
import type { Inputs, OutputName } from './inputs.ts';
import { createNameFilter } from './name-filter.ts';

const NO_FILES_OUTPUTS = { downloaded: 0, skipped: 0, failed: 0, 'total-bytes': 0 };

/** Downloads files of a dataset: lists them, plans, downloads and reports the outcome of each file. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const target = resolve(deps.workspace, inputs.path);
  await assertNotAFile(target);
  const manifest = await openManifest(inputs, deps);
  const filter = createNameFilter(inputs.include ?? []);
  const options = createPlanOptions(inputs, filter.isIncluded, target, manifest.path);
  await using dataset = await openTransferDataset(inputs, 'read', deps);
  deps.setOutputs({ path: target });
  const manifests = manifest.selectKnown(dataset.store.address);
  const plan = await planDownload(dataset.store, { ...options, manifests });
  if (plan.downloads.length === 0) reportNoFiles(inputs, deps.log);
  else warnAboutUnmatched(filter.listUnmatched(), inputs, deps);
  deps.log.info(formatPlan(plan));
  if (inputs['dry-run']) {
    reportDryRun(plan.downloads, [], formatPlan(plan), 'downloaded', deps);
    return deps.setOutputs(NO_FILES_OUTPUTS);
  }
  const result = await downloadFiles(dataset.store, plan, deps);
  const { downloaded, skipped, failed } = result.counts;
  deps.setOutputs({ downloaded, skipped, failed, 'total-bytes': result.bytes });
  // Before the manifest, which can fail.
  deps.summary.add(formatTransferTable(result, dataset.link, { folder: escapeMarkdown(inputs.path) }));
  deps.log.info(capitalize(formatTransferSummary(result)));
  const records = inputs.sha256 ? await addSha256(result.manifest, plan, deps.signal) : result.manifest;
  deps.setOutputs(await manifest.save(records, result));
  assertTransferSucceeded(result, deps.signal, inputs['if-exists']);
}

function createPlanOptions(
  inputs: Inputs,
  isIncluded: (name: string) => boolean,
  target: string,
  manifestPath: string,
) {
  const { source, shard } = inputs;
  assertInsideDataset('source', source);
  const manifestName = getRelativeName(target, manifestPath);
  const isAtRoot = splitFolder(source).length === 0;
  return {
    target,
    source,
    include: (name: string) => {
      if (!inputs['include-metadata'] && isAtRoot && name === SERVER_METADATA_FILE) return false;
      if (!isIncluded(name)) return false;
      // The manifest is written last.
      if (name === manifestName)
        throw new UserError(
          `input manifest-file: ${JSON.stringify(name)} is also a file of the dataset, which the manifest would replace. Choose another path`,
        );
      return true;
    },
    exclusionAdvice: 'exclude it with a line in input include that starts with !',
    ifExists: inputs['if-exists'],
    shard,
    isDryRun: inputs['dry-run'],
  };
}

async function assertNotAFile(target: string): Promise<void> {
  const stats = await stat(target).catch(() => undefined);
  if (stats && !stats.isDirectory())
    throw new UserError(`input path: ${target} is a file. Set it to a folder`);
}

/** @throws UserError if the step must not succeed without a file. */
function reportNoFiles(inputs: Inputs, log: Pick<Log, 'warning'>): void {
  const { include = [], source, 'dataset-id': datasetId } = inputs;
  const location = source === undefined ? '' : ` below ${source}`;
  const matching = include.length > 0 ? ` that matches ${formatLines(include, formatSyntaxHint)}` : '';
  const message = `dataset ${datasetId} has no file${location}${matching}`;
  if (inputs['if-no-files-found'] === 'error') {
    const input = matching ? 'include' : source === undefined ? 'dataset-id' : 'source';
    const hint = input === 'source' ? ' To download a single file, name it in input include instead.' : '';
    throw new UserError(
      `input ${input}: ${message}.${hint} To accept this, set if-no-files-found to warn or ignore`,
    );
  }
  if (inputs['if-no-files-found'] === 'warn') log.warning(`${message}.`);
}

function warnAboutUnmatched(lines: readonly string[], inputs: Inputs, { log }: Deps<OutputName>): void {
  if (lines.length === 0 || inputs['if-no-files-found'] === 'ignore') return;
  log.warning(
    `input include: no file of dataset ${inputs['dataset-id']} matches ${formatLines(lines, formatSyntaxHint)}. Correct or remove the line, or set if-no-files-found to ignore.`,
  );
}

function formatPlan(plan: DownloadPlan): string {
  const { download, replace, skip, reject } = summarizeDownload(plan);
  return formatPlanTotals([
    [download, 'to download'],
    [replace, 'to replace'],
    [skip, 'unchanged'],
    [reject, 'rejected'],
  ]);
}
