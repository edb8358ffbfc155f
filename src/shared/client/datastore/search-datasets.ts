import { ForbiddenError, ProvenaError } from '../errors.ts';
import { mapConcurrent } from '../for-each-concurrent.ts';
import type { CallOptions } from '../http/route.ts';
import type { Dataset, DatasetFetchResult } from '../model/datastore.ts';
import type { SearchResults } from '../model/search.ts';
import type { SearchOptions } from '../search.ts';

/** Datasets that a search found, each list in the order of the search. */
export interface DatasetSearchResult {
  readonly items: { readonly id: string; readonly score: number; readonly item: Dataset }[];
  /** Found datasets that the caller cannot read. */
  readonly authErrors: { readonly id: string; readonly score: number; readonly error: ForbiddenError }[];
  /** Hits that could not be loaded: seeds, deleted items, failed requests. */
  readonly miscErrors: { readonly id: string; readonly score: number; readonly error: ProvenaError }[];
  readonly warnings: readonly string[];
}

export interface DatasetSearchOptions extends CallOptions {
  /** Default 25; the server returns 50 at most. */
  readonly limit?: number | undefined;
}

const DEFAULT_LIMIT = 25;
const CONCURRENCY = 8;

interface Dependencies {
  searchRegistry(query: string, options?: SearchOptions): Promise<SearchResults>;
  fetchDataset(id: string, options?: CallOptions): Promise<DatasetFetchResult>;
}

export function createDatasetSearch({ searchRegistry, fetchDataset }: Dependencies) {
  return {
    /**
     * Datasets that match the query, loaded. One that cannot be loaded does not fail the others.
     * `GET /search/entity-registry`, then `GET /registry/items/fetch-dataset` for each hit
     */
    searchDatasets: async (
      query: string,
      { limit = DEFAULT_LIMIT, ...options }: DatasetSearchOptions = {},
    ): Promise<DatasetSearchResult> => {
      const { results, warnings } = await searchRegistry(query, { ...options, limit, subtype: 'DATASET' });
      const loaded = await mapConcurrent(results, CONCURRENCY, ({ id, score }) =>
        fetchDataset(id, options).then(
          ({ item }) => ({ id, score, item }),
          (error: unknown) => ({ id, score, error: toErrorOfHit(error) }),
        ),
      );
      const failed = loaded.filter((hit) => 'error' in hit);
      return {
        items: loaded.filter((hit) => 'item' in hit),
        authErrors: failed.flatMap(({ error, ...hit }) =>
          error instanceof ForbiddenError ? [{ ...hit, error }] : [],
        ),
        miscErrors: failed.filter(({ error }) => !(error instanceof ForbiddenError)),
        warnings,
      };
    },
  };
}

/** An error of one hit does not affect the others; an abort or an invalid token affects all of them, and is thrown. */
function toErrorOfHit(error: unknown): ProvenaError {
  if (!(error instanceof ProvenaError) || error.family === 'aborted' || error.family === 'auth') throw error;
  return error;
}
