import type { DatasetDocument } from '../../src/shared/action/datasets/dataset-document.ts';
import { createFingerprint } from '../../src/shared/action/idempotency/fingerprint.ts';
import { getDatasetName, type RunDataset } from './run-dataset.ts';
import type { RunDocument } from './run-documents.ts';

/** The datasets of runs, each once, in the order of the documents. */
export function listDatasets(runs: readonly RunDocument[]): RunDataset[] {
  const datasets = runs.flatMap(({ references }) => references.map(({ dataset }) => dataset));
  return [...new Map(datasets.map((dataset) => [dataset.id, dataset])).values()];
}

/** What is needed to mint a dataset of a step: its metadata and its key. */
export interface DatasetIdentity {
  readonly document: DatasetDocument;
  /** Undefined if the user does not set `idempotency-key`. */
  readonly key: string | undefined;
}

/**
 * What identifies the datasets of a step in later attempts, by their ids. The fingerprint includes the files, which distinguish
 * datasets with the same metadata, in any order of the documents. If the user sets `idempotency-key`, each dataset needs a key
 * of its own: it contains the name of the dataset, so that changed metadata is reported as a conflict. Keys of datasets with
 * the same name also contain the fingerprint.
 */
export function identifyDatasets(
  userKey: string | undefined,
  datasets: readonly RunDataset[],
): ReadonlyMap<string, DatasetIdentity> {
  const minted = datasets.flatMap((dataset) => {
    const { id, document, patterns } = dataset;
    if (!document) return [];
    const fingerprint = createFingerprint([document.fingerprint, patterns], []);
    return [{ id, document, fingerprint, name: [userKey, dataset.role, getDatasetName(dataset)].join('/') }];
  });
  const byName = Map.groupBy(minted, ({ name }) => name);
  return new Map(
    minted.map(({ id, document, fingerprint, name }): [string, DatasetIdentity] => {
      if (!userKey) return [id, { document: { ...document, fingerprint }, key: undefined }];
      const isOnly = byName.get(name)?.length === 1;
      return [id, { document, key: isOnly ? name : `${name}/${fingerprint}` }];
    }),
  );
}
