import { isMapping } from '../../client/mapping.ts';
import { MODEL_RUN, RUN } from '../../documents/document-kind.ts';
import type { Json, Path } from '../../documents/json.ts';
import { mergeSources } from '../../documents/merge.ts';
import { type CheckedRecord, checkRecords } from '../../documents/model-runs/check-records.ts';
import { readRecords } from '../../documents/model-runs/read-records.ts';
import type { RecordSource } from '../../documents/model-runs/record-source.ts';
import { type Problem, UserError } from '../../documents/problem.ts';
import { replaceValues } from '../../documents/replace.ts';
import { loadFile } from '../../documents/text/load.ts';
import type { Source } from '../../documents/text/source.ts';
import { type DatasetDocument, parseDatasetDocument } from '../idempotency/dataset-document.ts';
import { createFingerprint } from '../idempotency/fingerprint.ts';
import type { Log } from '../runner/log.ts';

/** Stands for the handle of a dataset that is not minted yet. */
export const UNMINTED = '0/to-be-minted';

/** A dataset that runs read or write and that this step mints, fills, or both. Equal ones are one dataset. */
export interface RunDataset {
  /** Identifies equal datasets: metadata or handle, and files. */
  readonly id: string;
  readonly role: 'input' | 'output';
  /** Metadata of the dataset to mint; undefined when it exists. */
  readonly document: DatasetDocument | undefined;
  /** Handle of an existing dataset. */
  readonly datasetId: string | undefined;
  /** Files to upload, as patterns. */
  readonly patterns: readonly string[];
  readonly place: Problem['place'];
}

/** A reference of a run to a dataset of this step. */
export interface DatasetReference {
  /** For example `['outputs', 0]`. */
  readonly path: Path;
  readonly dataset: RunDataset;
}

/** A run of the document. Handles of datasets that are not minted yet are {@link UNMINTED}. */
export interface RunDocument {
  readonly source: RecordSource;
  readonly references: readonly DatasetReference[];
  readonly fingerprint: string;
}

export interface RunDocuments {
  readonly runs: readonly RunDocument[];
  readonly isBatch: boolean;
}

export interface RunDocumentInputs {
  readonly run: string | undefined;
  readonly files: readonly string[];
  readonly workspace: string;
  readonly log: Log;
}

/**
 * Reads the documents of runs. An input or output of a run can have `dataset` (metadata, with `$file` for metadata in a
 * file) and `path` (files) instead of `dataset_id`.
 * @throws UserError with all problems and their locations.
 */
export async function readRunDocuments(inputs: RunDocumentInputs): Promise<RunDocuments> {
  const {
    records,
    isBatch,
    problems: unreadable,
  } = await readRecords({
    inline: { input: 'run', text: inputs.run },
    files: { input: 'run-file', paths: inputs.files },
    workspace: inputs.workspace,
    kinds: [RUN, MODEL_RUN],
    convertCsv: async ({ name }) => {
      throw new UserError(
        `input run-file: ${name}: a CSV table cannot have datasets to mint or files to upload. Use YAML or JSON`,
      );
    },
  });
  const problems: Problem[] = [...unreadable];
  const datasets = new Map<string, RunDataset>();
  const runs: RunDocument[] = [];
  for (const record of records) {
    try {
      runs.push(await readRun(record, datasets, inputs));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      for (const problem of error.problems) problems.push(problem);
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return { runs, isBatch };
}

async function readRun(
  record: RecordSource,
  datasets: Map<string, RunDataset>,
  inputs: RunDocumentInputs,
): Promise<RunDocument> {
  const references: DatasetReference[] = [];
  const merged: { path: Path; value: Json }[] = [];
  const plain: { path: Path; value: Json }[] = [];
  for (const [field, role] of [
    ['inputs', 'input'],
    ['outputs', 'output'],
  ] as const) {
    const value = isMapping(record.value) ? record.value[field] : undefined;
    const entries: readonly Json[] = Array.isArray(value) ? value : [];
    for (const [i, entry] of entries.entries()) {
      if (!isMapping(entry) || !('dataset' in entry || 'path' in entry)) continue;
      const path = [field, i];
      const { dataset: metadata, path: files, ...rest } = entry;
      const document = await readMetadata(record, path, metadata, inputs);
      const datasetId = readDatasetId(record, path, rest['dataset_id'], document);
      const dataset = toDataset({
        role,
        document,
        datasetId: datasetId,
        patterns: readPatterns(record, path, files),
      });
      const known = datasets.get(dataset.id) ?? { ...dataset, place: record.place(path) };
      datasets.set(dataset.id, known);
      references.push({ path, dataset: known });
      merged.push({ path, value: { ...entry, ...(document ? { dataset: document.source.value } : {}) } });
      plain.push({ path, value: { ...rest, dataset_id: datasetId ?? UNMINTED } });
    }
  }
  return {
    source: { ...record, value: replaceValues(record.value, plain) },
    references,
    fingerprint: createFingerprint(replaceValues(record.value, merged), ['annotations']),
  };
}

/** The metadata of an entry: a mapping, the path of a file, or a mapping with `$file` that is merged over the file. */
async function readMetadata(
  record: RecordSource,
  path: Path,
  value: Json | undefined,
  { workspace, log }: RunDocumentInputs,
): Promise<DatasetDocument | undefined> {
  if (value === undefined) return undefined;
  const at = [...path, 'dataset'];
  if (typeof value === 'string') return parseDatasetDocument(await loadFile(value, workspace, 'run'), log);
  if (!isMapping(value))
    throw new UserError({
      message: 'expected the metadata of a dataset, or the path of a file with it',
      place: record.place(at),
    });
  const { $file: file, ...fields } = value;
  const inline: Source = { value: fields, place: (inner, part) => record.place([...at, ...inner], part) };
  if (file === undefined) return parseDatasetDocument(inline, log);
  if (typeof file !== 'string')
    throw new UserError({ message: 'expected the path of a file', place: record.place([...at, '$file']) });
  return parseDatasetDocument(mergeSources(await loadFile(file, workspace, 'run'), inline), log);
}

function readDatasetId(
  record: RecordSource,
  path: Path,
  value: Json | undefined,
  document: DatasetDocument | undefined,
): string | undefined {
  if (document && value !== undefined)
    throw new UserError({
      message: 'has both dataset and dataset_id; remove one of them',
      place: record.place([...path, 'dataset_id'], 'key'),
    });
  if (!document && typeof value !== 'string')
    throw new UserError({
      message: 'lacks the dataset of these files: add dataset (metadata to mint it) or dataset_id',
      place: record.place(path),
    });
  return typeof value === 'string' ? value : undefined;
}

function readPatterns(record: RecordSource, path: Path, value: Json | undefined): string[] {
  if (value === undefined) return [];
  const patterns = (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === 'string');
  const isText = Array.isArray(value) ? patterns.length === value.length : patterns.length === 1;
  if (isText && patterns.length > 0) return patterns;
  throw new UserError({
    message: 'expected a path, a pattern, or a list of them',
    place: record.place([...path, 'path']),
  });
}

function toDataset({
  role,
  document,
  datasetId,
  patterns,
}: {
  role: RunDataset['role'];
  document: DatasetDocument | undefined;
  datasetId: string | undefined;
  patterns: readonly string[];
}): Omit<RunDataset, 'place'> {
  const id = JSON.stringify([datasetId ?? document?.fingerprint ?? '', patterns]);
  return { id, role, document, datasetId: datasetId, patterns };
}

/** Times for runs that have none. */
export interface DefaultTimes {
  /** Unix seconds. */
  readonly start: number;
  readonly end: number;
}

/**
 * Validates the records with the handles of `datasetIds`, by the id of each dataset; the others stay {@link UNMINTED}.
 * @throws UserError with all problems and their locations.
 */
export function toRecords(
  runs: readonly RunDocument[],
  datasetIds: ReadonlyMap<string, string>,
  times: DefaultTimes,
): CheckedRecord[] {
  const sources = runs.map(({ source, references }) => ({
    ...source,
    value: addTimes(
      replaceValues(
        source.value,
        references.flatMap(({ path, dataset }) => {
          const value = datasetIds.get(dataset.id);
          return value === undefined ? [] : [{ path: [...path, 'dataset_id'], value }];
        }),
      ),
      times,
    ),
  }));
  const { valid, problems } = checkRecords(sources);
  if (problems.length > 0) throw new UserError(problems);
  return [...valid];
}

function addTimes(value: Json, { start, end }: DefaultTimes): Json {
  return isMapping(value) ? { start_time: start, end_time: end, ...value } : value;
}
