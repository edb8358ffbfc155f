import { basename, resolve } from 'node:path';
import { findFiles } from '../../src/shared/action/glob/find-files.ts';
import { warnAboutListing } from '../../src/shared/action/glob/listing-warnings.ts';
import { formatUnmatched } from '../../src/shared/action/glob/unmatched-patterns.ts';
import type { Log } from '../../src/shared/action/runner/log/log.ts';
import { isMapping } from '../../src/shared/client/mapping.ts';
import { didYouMean } from '../../src/shared/documents/format-value.ts';
import { getValueAt, type Json } from '../../src/shared/documents/json.ts';
import { toProblem } from '../../src/shared/documents/model-runs/check-records.ts';
import { type Problem, UserError } from '../../src/shared/documents/problem.ts';
import { replaceValues } from '../../src/shared/documents/replace.ts';
import { nameFile } from '../../src/shared/documents/text/name-file.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import {
  compareNames,
  filterRecords,
  type LocalFile,
  type RecordList,
  Spool,
} from '../../src/shared/transfer/index.ts';
import { SERVER_METADATA_FILE } from '../../src/shared/transfer/object-names.ts';
import type { RunDataset } from './run-dataset.ts';
import type { RunDocument } from './run-documents.ts';

/** The files of each dataset, by its id. */
export type DatasetFiles = ReadonlyMap<string, RecordList<LocalFile>>;

/**
 * Lists the files of datasets, before anything is created.
 * @throws UserError when a pattern matches no file or a file cannot be uploaded.
 */
export async function listDatasetFiles(
  datasets: readonly RunDataset[],
  workspace: string,
  log: Pick<Log, 'info' | 'warning'>,
): Promise<DatasetFiles> {
  const files = new Map<string, RecordList<LocalFile>>();
  const problems: Problem[] = [];
  for (const { id, patterns, createProblem } of datasets) {
    if (patterns.length === 0) continue;
    const found = await findFiles({
      patterns,
      workspace,
      hidden: false,
      symlinks: 'follow',
      allowPointerFiles: false,
    });
    files.set(id, removeServerFile(found.files, workspace, log));
    if (found.hiddenSkipped > 0)
      log.info(
        `${patterns.join(', ')}: ${formatCount(found.hiddenSkipped, 'hidden file or folder', 'hidden files or folders')} skipped. To upload hidden files, use upload-data with include-hidden-files.`,
      );
    warnAboutListing(found, 'uploaded', log);
    const add = (message: string): void => void problems.push(createProblem(message));
    for (const { path, reason, setting } of found.problems)
      add(
        `${nameFile(path, workspace).name}: ${reason}${setting ? `. To upload it anyway, use upload-data with ${setting}` : ''}`,
      );
    if (found.unmatched.length > 0) add(formatUnmatched(found.unmatched, { workspace, hidden: false }));
  }
  if (problems.length > 0) throw new UserError(problems, { isBeforeWrite: true });
  return files;
}

/** Removes the file whose name the server uses for the metadata, and warns that it is not uploaded. */
function removeServerFile(
  files: RecordList<LocalFile>,
  workspace: string,
  log: Pick<Log, 'warning'>,
): RecordList<LocalFile> {
  const own = files.find(({ name }) => name === SERVER_METADATA_FILE);
  if (!own) return files;
  log.warning(
    `${nameFile(own.path, workspace).name} is not uploaded: metadata.json in the root of a dataset belongs to the server. Rename the file.`,
  );
  const rest = new Spool<LocalFile>(compareNames);
  for (const file of filterRecords(files, ({ name }) => name !== SERVER_METADATA_FILE)) rest.add(file);
  return rest;
}

/**
 * Replaces local paths in `resources` by the paths inside the dataset, before anything is created.
 * @throws UserError when a resource is not among the files of its dataset.
 */
export function resolveResources(
  runs: readonly RunDocument[],
  files: DatasetFiles,
  workspace: string,
): RunDocument[] {
  const problems: Problem[] = [];
  const resolved = runs.map((run) => {
    const replacements = run.references.flatMap(({ path, dataset }) => {
      const list = files.get(dataset.id);
      const resources = getValueAt(run.source.value, [...path, 'resources']);
      if (!list || !isMapping(resources)) return [];
      return Object.entries(resources).flatMap(([key, value]) => {
        const name = findResource(value, list, workspace);
        const at = [...path, 'resources', key];
        if (name !== undefined) return [{ path: at, value: name }];
        const message = `${JSON.stringify(value)} is not among the ${formatCount(list.length, 'file')} of this dataset${suggestFile(value, list)}`;
        problems.push(toProblem(run.source, { path: at, message }));
        return [];
      });
    });
    return { ...run, source: { ...run.source, value: replaceValues(run.source.value, replacements) } };
  });
  if (problems.length > 0) throw new UserError(problems, { isBeforeWrite: true });
  return resolved;
}

/** Maximum number of files among which a similar name is searched. */
const MAX_COMPARED = 1000;

function suggestFile(value: Json, files: RecordList<LocalFile>): string {
  const names: string[] = [];
  for (const { name } of files) if (names.push(name) >= MAX_COMPARED) break;
  return didYouMean(basename(String(value)), names);
}

function findResource(value: Json, files: RecordList<LocalFile>, workspace: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  const path = resolve(workspace, value);
  return files.find((file) => file.name === value || resolve(workspace, file.path) === path)?.name;
}
