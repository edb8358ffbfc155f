import { basename } from 'node:path';
import { findFiles } from '../../src/shared/action/glob/find-files.ts';
import { formatUnmatched } from '../../src/shared/action/glob/unmatched-patterns.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import type { Log } from '../../src/shared/action/runner/log/log.ts';
import { assertTransferSucceeded } from '../../src/shared/action/transfer/assert-transfer-succeeded.ts';
import {
  capitalize,
  formatPlanTotals,
  formatProgress,
  formatTransferSummary,
  formatTransferTable,
} from '../../src/shared/action/transfer/format-transfer.ts';
import { openManifest, type TransferManifest } from '../../src/shared/action/transfer/manifest-file.ts';
import {
  assertInsideDataset,
  assertWritable,
  openTransferDataset,
  type TransferDataset,
} from '../../src/shared/action/transfer/open-dataset.ts';
import { reportDryRun } from '../../src/shared/action/transfer/report-dry-run.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { nameFile } from '../../src/shared/documents/text/name-file.ts';
import { isGitFolderName, statTarget } from '../../src/shared/files/safe-path.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import { findNameConflicts } from '../../src/shared/transfer/download/local-names.ts';
import {
  abortIncompleteUploads,
  filterRecords,
  type LocalFile,
  mapRecords,
  planUpload,
  runUpload,
  summarizeUpload,
  type UploadPlan,
} from '../../src/shared/transfer/index.ts';
import { splitFolder } from '../../src/shared/transfer/object-names.ts';
import type { Inputs, OutputName } from './inputs.ts';
import { createSkippedFiles } from './skipped-files.ts';

const NO_FILES_OUTPUTS = { uploaded: 0, skipped: 0, deleted: 0, failed: 0, 'total-bytes': 0 };

const MANIFEST_REASON =
  'it is the manifest of this step, which changes during the upload. Set manifest-file to a path outside of the uploaded folders';

/** Uploads files to a dataset: lists them, plans, uploads and reports the outcome of each file. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  assertInsideDataset('destination', inputs.destination);
  if (splitFolder(inputs.destination).some(isGitFolderName))
    throw new UserError(
      `input destination: ${JSON.stringify(inputs.destination)} is a Git folder, whose files download-data rejects. Choose another folder`,
    );
  const { files, isComplete, skippedFiles } = await listFiles(inputs, deps);
  if (files.length === 0) return deps.setOutputs(NO_FILES_OUTPUTS);
  const manifest = await openManifest(inputs, deps);
  const deleteMissing = inputs['delete-missing'] && isComplete;
  await using dataset = await openTransferDataset(inputs, 'write', deps);
  const plan = await planUpload(dataset.store, {
    files,
    destination: inputs.destination,
    ifExists: inputs['if-exists'],
    deleteMissing,
    isKept: skippedFiles.has,
    // It is written while large files are uploaded, and again after the upload.
    ignored: new Map(mapRecords(findSameFiles(files, manifest.path), ({ path }) => [path, MANIFEST_REASON])),
    shard: inputs.shard,
    sha256: inputs.sha256,
    manifests: manifest.selectKnown(dataset.store.address),
    isDryRun: inputs['dry-run'],
  });
  assertWritable(dataset, plan, deps.log);
  deps.log.info(formatPlan(plan));
  if (deleteMissing) skippedFiles.report(deps.log);
  else if (isComplete) reportOthers(plan, deps.log);
  warnAboutIgnored(plan, deps);
  warnAboutCase(plan, deps.log);
  if (inputs['dry-run']) {
    reportDryRun(plan.uploads, plan.deletes, formatPlan(plan), 'uploaded', deps);
    return deps.setOutputs(NO_FILES_OUTPUTS);
  }
  await upload(dataset, plan, manifest, inputs, deps);
  if (inputs['abort-incomplete'] !== undefined && !dataset.readOnlyError)
    await abortOldUploads(dataset, inputs['abort-incomplete'], deps);
}

/** Finds a file among others. Its path may lead through links. */
function findSameFiles(files: Iterable<LocalFile>, path: string): Iterable<LocalFile> {
  const target = statTarget(path);
  if (!target) return [];
  const name = basename(path);
  return filterRecords(files, (file) => {
    const stats = basename(file.path) === name ? statTarget(file.path) : undefined;
    return stats?.ino === target.ino && stats.dev === target.dev;
  });
}

/** @throws StepFailedError if a file is not uploaded; then, too, the outputs, the summary and the manifest are complete. */
async function upload(
  { store, link }: TransferDataset,
  plan: UploadPlan,
  manifest: TransferManifest,
  { 'if-exists': ifExists }: Inputs,
  deps: Deps<OutputName>,
): Promise<void> {
  const { log, summary, signal } = deps;
  const result = await runUpload(store, plan, {
    onProgress: (progress) => log.info(formatProgress(progress)),
    onCheckpoint: manifest.write,
  });
  const { uploaded, skipped, deleted, failed } = result.counts;
  deps.setOutputs({ uploaded, skipped, deleted, failed, 'total-bytes': result.bytes });
  // Before the manifest, which can fail.
  summary.add(formatTransferTable(result, link));
  log.info(capitalize(formatTransferSummary(result)));
  deps.setOutputs(await manifest.save(result.manifest, result));
  assertTransferSucceeded(result, signal, ifExists);
}

/** @returns the files, and whether each line of input `path` matches one. */
async function listFiles(inputs: Inputs, { workspace, log }: Deps<OutputName>) {
  const kinds = { hidden: inputs['include-hidden-files'], symlinks: inputs.symlinks };
  const found = await findFiles({
    ...kinds,
    patterns: inputs.path,
    workspace,
    allowPointerFiles: inputs['allow-pointer-files'],
    verb: 'uploaded',
  });
  const { files, problems, unmatched, hiddenSkipped, linksSkipped, gitFolders } = found;
  if (problems.length > 0)
    throw new UserError(
      problems.map(({ path, reason, setting }) => ({
        message: `input path: ${nameFile(path, workspace).name}: ${reason}${setting ? `. To upload it anyway, set ${setting}` : ''}`,
      })),
    );
  if (hiddenSkipped > 0)
    log.notice(
      `${formatCount(hiddenSkipped, 'hidden file or folder is', 'hidden files or folders are')} not uploaded. To upload hidden files, set include-hidden-files: true.`,
    );
  if (gitFolders.length > 0)
    log.warning(
      `Files of Git are uploaded (${gitFolders.join(', ')}). They may contain the token of actions/checkout, and download-data rejects them. To exclude them, add the line !**/.git to input path.`,
    );
  if (linksSkipped > 0) log.info(`${formatCount(linksSkipped, 'symbolic link')} skipped.`);
  for (const warning of found.warnings) log.warning(warning);
  if (unmatched.length > 0) reportUnmatched(unmatched, inputs, { workspace, log });
  return { files, isComplete: unmatched.length === 0, skippedFiles: createSkippedFiles(found, kinds) };
}

function reportUnmatched(
  lines: readonly string[],
  inputs: Inputs,
  { workspace, log }: Pick<Deps<OutputName>, 'workspace' | 'log'>,
): void {
  const message = `input path: ${formatUnmatched(lines, { workspace, hidden: inputs['include-hidden-files'] })}`;
  if (inputs['if-no-files-found'] === 'error') throw new UserError(message);
  if (inputs['if-no-files-found'] === 'warn') log.warning(`${message}.`);
  if (inputs['delete-missing'])
    log.warning('Nothing is deleted from the dataset, because a line of input path matches no file.');
}

function formatPlan(plan: UploadPlan): string {
  const { upload, replace, skip, reject, ignore, delete: remove } = summarizeUpload(plan);
  return formatPlanTotals([
    [upload, 'to upload'],
    [replace, 'to replace'],
    [skip, 'unchanged'],
    [remove, 'to delete'],
    [reject, 'rejected'],
    [ignore, 'not uploaded'],
  ]);
}

function reportOthers(plan: UploadPlan, log: Log): void {
  const others = plan.findOthers();
  const [example] = others;
  if (example)
    log.info(
      `The dataset keeps ${formatCount(others.length, 'file')} that path does not match (for example ${example.name}), because delete-missing is false.`,
    );
}

/** Warns about the files that a plan does not upload, such as a file with the name of the server's `metadata.json`. */
function warnAboutIgnored({ uploads }: UploadPlan, { workspace, log }: Deps<OutputName>): void {
  for (const { file, decision, reason } of uploads)
    if (decision === 'ignore')
      log.warning(`${nameFile(file.path, workspace).name} is not uploaded: ${reason}.`);
}

/** On Windows and macOS, of names that differ only in case, only one can be downloaded. */
function warnAboutCase({ uploads }: UploadPlan, log: Log): void {
  const names = mapRecords(uploads, ({ name }) => name);
  const conflicts = findNameConflicts(names, { isCaseInsensitive: true });
  const [example] = conflicts.keys();
  if (example !== undefined)
    log.warning(
      `${formatCount(conflicts.size, 'file', 'files')} (for example ${example}) cannot be downloaded on Windows and macOS: another file has the same name there, because they ignore case. Rename one of them.`,
    );
}

async function abortOldUploads(
  { store }: TransferDataset,
  olderThanSeconds: number,
  { log }: Deps<OutputName>,
): Promise<void> {
  const aborted = await abortIncompleteUploads(store, { olderThanMs: olderThanSeconds * 1000 });
  for (const { name } of aborted) log.info(`Deleted the parts of an interrupted upload of ${name}.`);
}
