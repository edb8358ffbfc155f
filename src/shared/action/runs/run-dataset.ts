import { isMapping } from '../../client/mapping.ts';
import type { Json, JsonMapping, Path } from '../../documents/json.ts';
import type { RecordSource } from '../../documents/model-runs/record-source.ts';
import { type Problem, UserError } from '../../documents/problem.ts';
import { loadFile, mergeOverFile } from '../../documents/text/load.ts';
import type { Source } from '../../documents/text/source.ts';
import { type DatasetDocument, parseDatasetDocument } from '../datasets/dataset-document.ts';
import type { Deps } from '../lifecycle/action-definition.ts';

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

/** An input or output of a run with `dataset` (metadata) or `path` (files). */
export interface DatasetEntry {
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

type DatasetContext = Pick<Deps<never>, 'workspace' | 'log'>;

/** @throws UserError for an entry without a dataset, with two, or with invalid metadata or patterns. */
export async function readRunDataset(
  { role, path, value }: DatasetEntry,
  record: RecordSource,
  context: DatasetContext,
): Promise<Omit<RunDataset, 'place'>> {
  const document = await readMetadata(record, path, value['dataset'], context);
  const datasetId = readDatasetId(record, path, value['dataset_id'], document);
  const patterns = readPatterns(record, path, value['path']);
  const id = JSON.stringify([datasetId ?? document?.fingerprint ?? '', patterns]);
  return { id, role, document, datasetId, patterns };
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
  if (typeof value === 'string')
    return parseDatasetDocument(await loadFile({ path: value, input: 'run', workspace }), log);
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
  return parseDatasetDocument(await mergeOverFile(inline, { path: file, input: 'run', workspace }), log);
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
      message: 'has path but no dataset: add dataset (metadata to mint it) or dataset_id',
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
