import { createHash } from 'node:crypto';
import { basename, relative, resolve, sep } from 'node:path';
import { findFiles } from '../../src/shared/action/glob/find-files.ts';
import { formatUnmatched } from '../../src/shared/action/glob/unmatched-patterns.ts';
import { isMapping } from '../../src/shared/client/mapping.ts';
import { didYouMean } from '../../src/shared/documents/format-value.ts';
import { getValueAt, type Json } from '../../src/shared/documents/json.ts';
import { toProblem } from '../../src/shared/documents/model-runs/check-records.ts';
import { formatProblem, type Problem, ProblemList } from '../../src/shared/documents/problem.ts';
import { replaceValues } from '../../src/shared/documents/replace.ts';
import { nameFile } from '../../src/shared/documents/text/name-file.ts';
import { isInside, statTarget } from '../../src/shared/files/safe-path.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import {
  compareNames,
  filterRecords,
  type LocalFile,
  type RecordList,
  Spool,
} from '../../src/shared/transfer/index.ts';
import { SERVER_METADATA_FILE } from '../../src/shared/transfer/object-names.ts';
import type { DatasetContext, RunDataset } from './run-dataset.ts';
import type { RunDocument } from './run-documents.ts';

/**
 * Lists the files of datasets, and replaces local paths in the `resources` of the runs by the paths inside these datasets.
 * Warns about a resource that is not among the files to upload to an existing dataset, which may have it.
 * @throws UserError when a pattern matches no file, a file cannot be uploaded, or a resource is not among the files of a
 * dataset to mint.
 */
export async function readDatasetFiles(
  runs: readonly RunDocument[],
  datasets: readonly RunDataset[],
  context: DatasetContext,
): Promise<RunDocument[]> {
  const problems = new ProblemList();
  for (const dataset of datasets)
    if (dataset.patterns.length > 0) dataset.files = await listFiles(dataset, problems, context);
  problems.assertEmpty({ isBeforeWrite: true });
  const listed = new Set(datasets);
  const resolved = runs.map((run) => resolveResources(run, listed, problems, context));
  problems.assertEmpty({ isBeforeWrite: true });
  return resolved;
}

/**
 * Lists a file of each dataset that the command has changed since {@link readDatasetFiles} listed it: the dataset would not have
 * what the command has read. An existing dataset may have a file already that was only written again, with the same content.
 */
export function listChangedFiles(datasets: readonly RunDataset[], workspace: string): Problem[] {
  return datasets.flatMap(({ datasetId, files, createProblem }) => {
    const changed = files?.find(({ path, size, modified }) => {
      const stats = statTarget(path);
      return stats?.size !== size || (datasetId === undefined && stats.mtimeMs !== modified);
    });
    return changed
      ? [
          createProblem(
            `the command changed or removed ${nameFile(changed.path, workspace).name}, which the step uploads after the command. Let the command write to a copy`,
          ),
        ]
      : [];
  });
}

const FIND_OPTIONS = {
  hidden: false,
  symlinks: 'follow',
  allowPointerFiles: false,
  verb: 'uploaded',
} as const;

/** Remembers which files of an output exist before the command. */
export async function noteEarlierFiles(dataset: RunDataset, { workspace }: DatasetContext): Promise<void> {
  const { patterns } = dataset;
  // Problems are reported after the command, which can solve them.
  const found = await findFiles({ patterns, workspace, ...FIND_OPTIONS }).catch(() => undefined);
  if (found && found.files.length > 0) dataset.earlierFiles = hashFiles(found.files);
}

/** A hash that changes if a file is written, added or removed. */
function hashFiles(files: RecordList<LocalFile>): string {
  const hash = createHash('sha256');
  for (const { path, size, modified } of files) hash.update(JSON.stringify([path, size, modified]));
  return hash.digest('hex');
}

async function listFiles(
  { patterns, earlierFiles, createProblem }: RunDataset,
  problems: ProblemList,
  { workspace, log }: DatasetContext,
): Promise<RecordList<LocalFile>> {
  const found = await findFiles({ patterns, workspace, ...FIND_OPTIONS });
  if (earlierFiles !== undefined && hashFiles(found.files) === earlierFiles) {
    const problem = createProblem(
      `the command wrote none of the files, which existed before (${formatCount(found.files.length, 'file')}). If they were not up to date, check that the command writes its results there`,
    );
    // Not a warning: incremental builds, for example with a restored cache, keep files that are up to date.
    log.notice(formatProblem(problem));
  }
  const files = removeMetadataFile(found.files, { workspace, log });
  if (found.hiddenSkipped > 0)
    log.info(
      `${patterns.join(', ')}: ${formatCount(found.hiddenSkipped, 'hidden file or folder', 'hidden files or folders')} skipped. To upload hidden files, use upload-data with include-hidden-files.`,
    );
  for (const warning of found.warnings) log.warning(warning);
  for (const { path, reason, setting } of found.problems) {
    const remedy = setting ? `. To upload it anyway, use upload-data with ${setting}` : '';
    problems.add([createProblem(`${nameFile(path, workspace).name}: ${reason}${remedy}`)]);
  }
  if (found.unmatched.length > 0)
    problems.add([createProblem(formatUnmatched(found.unmatched, { workspace, hidden: false }))]);
  return files;
}

/** Removes the file whose name the server uses for the metadata, and warns that it is not uploaded. */
function removeMetadataFile(
  files: RecordList<LocalFile>,
  { workspace, log }: DatasetContext,
): RecordList<LocalFile> {
  const metadataFile = files.find(({ name }) => name === SERVER_METADATA_FILE);
  if (!metadataFile) return files;
  log.warning(
    `${nameFile(metadataFile.path, workspace).name} is not uploaded: metadata.json in the root of a dataset belongs to the server. Rename the file.`,
  );
  const rest = new Spool<LocalFile>(compareNames);
  for (const file of filterRecords(files, ({ name }) => name !== SERVER_METADATA_FILE)) rest.add(file);
  return rest;
}

function resolveResources(
  run: RunDocument,
  listed: ReadonlySet<RunDataset>,
  problems: ProblemList,
  { workspace, log }: DatasetContext,
): RunDocument {
  const replacements = run.references.flatMap(({ path, dataset }) => {
    const { files } = dataset;
    const resources = getValueAt(run.source.value, [...path, 'resources']);
    if (!files || !listed.has(dataset) || !isMapping(resources)) return [];
    return Object.entries(resources).flatMap(([key, value]) => {
      const name = findResource(value, files, workspace);
      const at = [...path, 'resources', key];
      if (name !== undefined) return [{ path: at, value: name }];
      const isExisting = dataset.document === undefined;
      const place = isExisting ? `that this step uploads to ${dataset.datasetId}` : 'of this dataset';
      const message = `${JSON.stringify(value)} is not among the files ${place} (${formatCount(files.length, 'file')})${suggestFile(value, files)}`;
      const problem = toProblem(run.source, { path: at, message });
      if (isExisting) log.warning(formatProblem(problem), problem.place);
      else problems.add([problem]);
      return [];
    });
  });
  return { ...run, source: { ...run.source, value: replaceValues(run.source.value, replacements) } };
}

/** Maximum number of files among which a similar name is searched. */
const MAX_COMPARED = 1000;

function suggestFile(value: Json, files: RecordList<LocalFile>): string {
  const names = Iterator.from(files).map(({ name }) => name);
  return didYouMean(basename(String(value)), names.take(MAX_COMPARED).toArray());
}

/** The path inside the dataset of a file or folder, which is given by that path or by the local one. */
function findResource(value: Json, files: RecordList<LocalFile>, workspace: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  const path = resolve(workspace, value);
  const found = files.find((file) => file.name === value || resolve(workspace, file.path) === path);
  return found?.name ?? findFolder(value, path, files, workspace);
}

function findFolder(
  value: string,
  path: string,
  files: RecordList<LocalFile>,
  workspace: string,
): string | undefined {
  const folder = value.replace(/\/+$/, '');
  if (files.find(({ name }) => name.startsWith(`${folder}/`))) return folder;
  const local = files.find((file) => isInside(path, resolve(workspace, file.path)));
  if (!local) return undefined;
  const depth = relative(path, resolve(workspace, local.path)).split(sep).length;
  return local.name.split('/').slice(0, -depth).join('/') || undefined;
}
