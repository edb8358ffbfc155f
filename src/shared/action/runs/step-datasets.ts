import type { RunDataset } from './run-dataset.ts';
import type { RunDocument } from './run-documents.ts';

/** The datasets of runs, each once, in the order of the documents. */
export function listDatasets(runs: readonly RunDocument[]): RunDataset[] {
  const datasets = runs.flatMap(({ references }) => references.map(({ dataset }) => dataset));
  return [...new Map(datasets.map((dataset) => [dataset.id, dataset])).values()];
}

/**
 * The idempotency keys of the datasets, by their ids. Undefined if the user does not set `idempotency-key`; otherwise each
 * dataset of the step needs a key of its own. The name identifies a dataset, so that changed metadata is reported as a conflict.
 * Datasets of the same name are distinguished by their metadata.
 */
export function createDatasetKeys(
  userKey: string | undefined,
  datasets: readonly RunDataset[],
): ReadonlyMap<string, string> | undefined {
  if (!userKey) return undefined;
  const byName = Map.groupBy(datasets, (dataset) =>
    [userKey, dataset.role, getDatasetName(dataset)].join('/'),
  );
  return new Map(
    [...byName].flatMap(([key, sameName]) => {
      if (sameName.length === 1) return sameName.map(({ id }) => [id, key] as const);
      const byContent = Map.groupBy(sameName, ({ document }) => document?.fingerprint ?? '');
      return [...byContent].flatMap(([fingerprint, equals]) =>
        equals.map(({ id }, index) => [id, [key, fingerprint, index + 1].join('/')] as const),
      );
    }),
  );
}

/** The name of a dataset for messages: that of its metadata, or else its handle. */
export function getDatasetName({ document, datasetId }: RunDataset): string {
  return document?.metadata.dataset_info.name ?? datasetId ?? '';
}
