import { UNMINTED } from '../../src/shared/action/datasets/dataset-document.ts';
import { createRecordFingerprint } from '../../src/shared/action/runs/record-fingerprint.ts';
import { MODEL_RUN, RUN } from '../../src/shared/documents/document-kind.ts';
import type { Json, Path } from '../../src/shared/documents/json.ts';
import { readRecords } from '../../src/shared/documents/model-runs/read-records.ts';
import type { RecordSource } from '../../src/shared/documents/model-runs/record-source.ts';
import { ProblemList, UserError } from '../../src/shared/documents/problem.ts';
import { replaceValues } from '../../src/shared/documents/replace.ts';
import { type DatasetContext, listDatasetEntries, type RunDataset, readRunDataset } from './run-dataset.ts';

/** A run of the document. Handles of datasets that are not minted yet are {@link UNMINTED}. */
export interface RunDocument {
  readonly source: RecordSource;
  readonly references: readonly { readonly path: Path; readonly dataset: RunDataset }[];
  readonly fingerprint: string;
}

export interface RunDocuments {
  readonly runs: readonly RunDocument[];
  readonly isBatch: boolean;
}

/**
 * Reads the documents of runs. An input or output of a run can have `dataset` (metadata, with `$file` for metadata in a
 * file) and `path` (files) instead of `dataset_id`.
 * @throws UserError with all problems and their locations.
 */
export async function readRunDocuments(
  run: string | undefined,
  paths: readonly string[],
  context: DatasetContext,
): Promise<RunDocuments> {
  const read = await readRecords({
    inline: { input: 'run', text: run },
    files: { input: 'run-file', paths },
    workspace: context.workspace,
    kinds: [RUN, MODEL_RUN],
    convertCsv: async ({ name }) => {
      throw new UserError(
        `input run-file: ${name}: a CSV table cannot have datasets to mint or files to upload. Use YAML or JSON`,
      );
    },
  });
  const problems = new ProblemList(read.problems);
  const datasets = new Map<string, RunDataset>();
  const runs: RunDocument[] = [];
  for (const record of read.records) {
    try {
      runs.push(await readRun(record, datasets, context));
    } catch (error) {
      problems.addError(error);
    }
  }
  problems.assertEmpty();
  return { runs, isBatch: read.isBatch };
}

async function readRun(
  record: RecordSource,
  datasets: Map<string, RunDataset>,
  context: DatasetContext,
): Promise<RunDocument> {
  const references: { path: Path; dataset: RunDataset }[] = [];
  const merged: { path: Path; value: Json }[] = [];
  const plain: { path: Path; value: Json }[] = [];
  for (const entry of listDatasetEntries(record)) {
    const { path, value } = entry;
    const dataset = await readRunDataset(entry, record, context);
    const known = datasets.get(dataset.id) ?? dataset;
    datasets.set(dataset.id, known);
    // The inputs of the run precede its outputs.
    if (entry.role === 'output' && !references.some((input) => input.dataset === known))
      known.isWritten = true;
    references.push({ path, dataset: known });
    const { document, datasetId = UNMINTED } = dataset;
    merged.push({ path, value: { ...value, ...(document ? { dataset: document.source.value } : {}) } });
    const { dataset: _, path: __, ...rest } = value;
    plain.push({ path, value: { ...rest, dataset_id: datasetId } });
  }
  return {
    source: { ...record, value: replaceValues(record.value, plain) },
    references,
    fingerprint: createRecordFingerprint(replaceValues(record.value, merged)),
  };
}

/** The datasets of runs, each once, in the order of the documents. */
export function listDatasets(runs: readonly RunDocument[]): RunDataset[] {
  return [...new Set(runs.flatMap(({ references }) => references.map(({ dataset }) => dataset)))];
}
