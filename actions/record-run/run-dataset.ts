import { isAbsolute } from 'node:path';
import {
  type DatasetDocument,
  parseDatasetDocument,
} from '../../src/shared/action/datasets/dataset-document.ts';
import { createFingerprint } from '../../src/shared/action/idempotency/fingerprint.ts';
import type { Deps } from '../../src/shared/action/lifecycle/action-definition.ts';
import { isMapping } from '../../src/shared/client/mapping.ts';
import type { Json, JsonMapping, Path } from '../../src/shared/documents/json.ts';
import { toProblem } from '../../src/shared/documents/model-runs/check-records.ts';
import type { RecordSource } from '../../src/shared/documents/model-runs/record-source.ts';
import { type Problem, UserError } from '../../src/shared/documents/problem.ts';
import { loadFile, mergeOverFile } from '../../src/shared/documents/text/load.ts';
import { nameFile } from '../../src/shared/documents/text/name-file.ts';
import type { Source } from '../../src/shared/documents/text/source.ts';
import { findRunnerTemp } from '../../src/shared/files/runner-temp.ts';
import type { FetchedDataset, LocalFile, RecordList } from '../../src/shared/transfer/index.ts';

/**
 * A dataset that runs read or write and that this step mints, fills, or both, with what the step has done so far. Equal ones are
 * one dataset.
 */
export interface RunDataset {
  /** Identifies equal datasets: metadata or handle, and files. */
  readonly id: string;
  readonly role: 'input' | 'output';
  /** Whether the command writes its files: it is an output of a run that does not read it. */
  isWritten: boolean;
  /** Metadata of the dataset to mint; undefined when it exists. */
  readonly document: DatasetDocument | undefined;
  /** Files to upload, as patterns. */
  readonly patterns: readonly string[];
  /** Creates a problem at its first entry. */
  readonly createProblem: (message: string) => Problem;
  /** Its handle; undefined until it is minted. */
  datasetId: string | undefined;
  /** True if an earlier attempt minted it. */
  isReused?: boolean;
  /** The dataset as it was checked before the upload, if no command has run since. */
  fetched?: FetchedDataset;
  /** Identifies the files that existed before the command which is to write them; undefined if there were none. */
  earlierFiles?: string;
  /** The files to upload; undefined if there are none, or if the command has yet to write them. */
  files?: RecordList<LocalFile>;
  /** Number of files that the dataset already has; undefined if that was not looked up. */
  unchanged?: number | undefined;
  /** What the upload changed; undefined if it did not complete. */
  upload?: FileDifferences | undefined;
}

/** The differences between the files of a dataset and those of an execution, before the upload. */
export interface FileDifferences {
  /** Number of files that the dataset did not have. */
  readonly added: number;
  /** Number of files that replaced others. */
  readonly replaced: number;
  /** Files that only a reused dataset has: their number, and one of their names. */
  readonly others: { readonly count: number; readonly example: string } | undefined;
}

/** The name of a dataset for messages: that of its metadata, or else its handle. */
export function getDatasetName({ document, datasetId }: RunDataset): string {
  return document?.metadata.dataset_info.name ?? datasetId ?? '';
}

/** The handles that exist, each once: datasets with different files can have the same one. */
export function listHandles(datasets: readonly RunDataset[]): string[] {
  return [...new Set(datasets.flatMap(({ datasetId }) => datasetId ?? []))];
}

/** What is needed to mint a dataset of a step: its metadata and its key. */
export interface DatasetIdentity {
  readonly document: DatasetDocument;
  /** Undefined if the user does not set `idempotency-key`. */
  readonly key: string | undefined;
}

/**
 * What identifies the datasets that a step mints in later attempts. The fingerprint includes the files, which distinguish
 * datasets with the same metadata, in any order of the documents. If the user sets `idempotency-key`, each dataset needs a key
 * of its own: it contains the name of the dataset, so that changed metadata is reported as a conflict. Keys of datasets with
 * the same name also contain the fingerprint.
 */
export function identifyDatasets(
  userKey: string | undefined,
  datasets: readonly RunDataset[],
  workspace: string,
): ReadonlyMap<RunDataset, DatasetIdentity> {
  const minted = datasets.flatMap((dataset) => {
    const { role, document, patterns } = dataset;
    if (!document) return [];
    const identify = (paths: readonly string[]) => createFingerprint([document.fingerprint, paths], []);
    const fingerprint = identify(patterns.map((pattern) => removeRunnerFolder(pattern, workspace)));
    // Earlier versions used the paths as they are written.
    const formerFingerprint = identify(patterns);
    return [
      {
        dataset,
        document,
        fingerprint,
        formerFingerprint,
        name: [userKey, role, getDatasetName(dataset)].join('/'),
      },
    ];
  });
  const byName = Map.groupBy(minted, ({ name }) => name);
  const byFingerprint = Map.groupBy(minted, ({ fingerprint }) => fingerprint);
  return new Map(
    minted.map(({ dataset, document, name, ...fingerprints }): [RunDataset, DatasetIdentity] => {
      const { formerFingerprint } = fingerprints;
      if (userKey) {
        const isOnly = byName.get(name)?.length === 1;
        return [dataset, { document, key: isOnly ? name : `${name}/${formerFingerprint}` }];
      }
      // Two paths of the same files, one of them absolute, distinguish two datasets.
      const isOnly = byFingerprint.get(fingerprints.fingerprint)?.length === 1;
      const fingerprint = isOnly ? fingerprints.fingerprint : formerFingerprint;
      return [dataset, { document: { ...document, fingerprint, formerFingerprint }, key: undefined }];
    }),
  );
}

/** A pattern without the folders of a runner: a later attempt can run on another one, whose folders have other paths. */
function removeRunnerFolder(pattern: string, workspace: string): string {
  const [, negation = '', path = pattern] = /^(!?)(.*)$/s.exec(pattern) ?? [];
  if (!isAbsolute(path)) return pattern;
  const temporary = findRunnerTemp();
  const inWorkspace = nameFile(path, workspace).file;
  const inTemporary = temporary === undefined ? undefined : nameFile(path, temporary).file;
  if (inWorkspace !== undefined) return negation + inWorkspace;
  return inTemporary === undefined ? pattern : `${negation}RUNNER_TEMP/${inTemporary}`;
}

/** An input or output of a run with `dataset` (metadata) or `path` (files). */
interface DatasetEntry {
  readonly role: RunDataset['role'];
  /** For example `['outputs', 0]`. */
  readonly path: Path;
  readonly value: JsonMapping;
}

const ROLES = { inputs: 'input', outputs: 'output' } as const;

export function listDatasetEntries({ value: run }: RecordSource): DatasetEntry[] {
  if (!isMapping(run)) return [];
  return Object.entries(ROLES).flatMap(([field, role]) => {
    const list = run[field];
    const entries: readonly Json[] = Array.isArray(list) ? list : [];
    return entries.flatMap((value, i) =>
      isMapping(value) && ('dataset' in value || 'path' in value) ? [{ role, path: [field, i], value }] : [],
    );
  });
}

export type DatasetContext = Pick<Deps<never>, 'workspace' | 'log'>;

/** @throws UserError for an entry without a dataset, with two, or with invalid metadata or patterns. */
export async function readRunDataset(
  { role, path, value }: DatasetEntry,
  record: RecordSource,
  context: DatasetContext,
): Promise<RunDataset> {
  const document = await readMetadata(record, path, value['dataset'], context);
  const datasetId = readDatasetId(record, path, value['dataset_id'], document);
  const patterns = readPatterns(record, path, value['path']);
  const id = JSON.stringify([datasetId ?? document?.fingerprint ?? '', patterns]);
  const createProblem = (message: string): Problem => toProblem(record, { path: [...path, 'path'], message });
  return { id, role, isWritten: false, document, datasetId, patterns, createProblem };
}

/** The metadata of an entry: a mapping, the path of a file, or a mapping with `$file` that is merged over the file. */
async function readMetadata(
  record: RecordSource,
  path: Path,
  value: Json | undefined,
  { workspace, log }: DatasetContext,
): Promise<DatasetDocument | undefined> {
  if (value === undefined) return undefined;
  const at = [...path, 'dataset'];
  if (isPath(value))
    return parseDatasetDocument(await loadFile({ path: value, input: 'run', workspace }), log);
  if (!isMapping(value)) {
    const expected = 'expected the metadata of a dataset, or the path of a file with it';
    throw createError(record, at, expected + explainEmpty(value));
  }
  const { $file: file, ...fields } = value;
  const inline: Source = { value: fields, place: (inner, part) => record.place([...at, ...inner], part) };
  if (file === undefined) return parseDatasetDocument(inline, log);
  if (!isPath(file))
    throw createError(record, [...at, '$file'], `expected the path of a file${explainEmpty(file)}`);
  return parseDatasetDocument(await mergeOverFile(inline, { path: file, input: 'run', workspace }), log);
}

function readDatasetId(
  record: RecordSource,
  path: Path,
  value: Json | undefined,
  document: DatasetDocument | undefined,
): string | undefined {
  if (document && value !== undefined)
    throw createError(record, path, 'has both dataset and dataset_id; remove one of them');
  if (!document && typeof value !== 'string')
    throw createError(
      record,
      path,
      'has path but no dataset: add dataset (metadata to mint it) or dataset_id',
    );
  return typeof value === 'string' ? value : undefined;
}

function readPatterns(record: RecordSource, path: Path, value: Json | undefined): string[] {
  if (value === undefined) return [];
  const entries: readonly Json[] = Array.isArray(value) ? value : [value];
  const paths = entries.filter(isPath);
  if (paths.length > 0 && paths.length === entries.length) return paths.flatMap(splitLines);
  const hint = entries.map(explainEmpty).find(Boolean) ?? '';
  throw createError(record, [...path, 'path'], `expected a path, a pattern, or a list of them${hint}`);
}

/** Splits a block of YAML with one pattern on each line, as in the input `path` of upload-data. */
function splitLines(path: string): string[] {
  const lines = path.split('\n');
  return lines.length === 1 ? lines : lines.map((line) => line.trim()).filter(Boolean);
}

/** An empty path would be that of the workspace. */
function isPath(value: Json): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function explainEmpty(value: Json): string {
  return value === '' ? '. If it is an expression, it evaluates to an empty string' : '';
}

function createError(record: RecordSource, path: Path, message: string): UserError {
  return new UserError(toProblem(record, { path, message }));
}
