import type { DatasetDocument } from '../../src/shared/action/datasets/dataset-document.ts';
import { createFingerprint } from '../../src/shared/action/idempotency/fingerprint.ts';
import { getDatasetName, type RunDataset } from './run-dataset.ts';
import type { RunDocument } from './run-documents.ts';

/** The datasets of runs, each once, in the order of the documents. */
export function listDatasets(runs: readonly RunDocument[]): RunDataset[] {
  return [...new Set(runs.flatMap(({ references }) => references.map(({ dataset }) => dataset)))];
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
): ReadonlyMap<RunDataset, DatasetIdentity> {
  const minted = datasets.flatMap((dataset) => {
    const { role, document, patterns } = dataset;
    if (!document) return [];
    const fingerprint = createFingerprint([document.fingerprint, patterns], []);
    return [{ dataset, document, fingerprint, name: [userKey, role, getDatasetName(dataset)].join('/') }];
  });
  const byName = Map.groupBy(minted, ({ name }) => name);
  return new Map(
    minted.map(({ dataset, document, fingerprint, name }): [RunDataset, DatasetIdentity] => {
      if (!userKey) return [dataset, { document: { ...document, fingerprint }, key: undefined }];
      const isOnly = byName.get(name)?.length === 1;
      return [dataset, { document, key: isOnly ? name : `${name}/${fingerprint}` }];
    }),
  );
}
