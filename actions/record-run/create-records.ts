import { isMapping } from '../../src/shared/client/mapping.ts';
import type { Json } from '../../src/shared/documents/json.ts';
import { type CheckedRecord, checkRecords } from '../../src/shared/documents/model-runs/check-records.ts';
import { replaceValues } from '../../src/shared/documents/replace.ts';
import type { RunDocument } from './run-documents.ts';

export interface DefaultTimes {
  /** Unix seconds. */
  readonly start: number;
  readonly end: number;
}

/**
 * Validates the records with the handles of `datasetIds`, by the id of each dataset; the others stay unminted.
 * @throws UserError with all problems and their locations.
 */
export function createRecords(
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
  problems.assertEmpty();
  return [...valid];
}

function addTimes(value: Json, { start, end }: DefaultTimes): Json {
  return isMapping(value) ? { start_time: start, end_time: end, ...value } : value;
}
