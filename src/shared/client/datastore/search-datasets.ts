import { ForbiddenError, ProvenaError } from '../errors.ts';
import { mapConcurrent } from '../for-each-concurrent.ts';
import type { CallOptions } from '../http/route.ts';
import type { Dataset, DatasetFetchResult } from '../model/datastore.ts';
import type { SearchHit, SearchResults } from '../model/search.ts';
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
      const loaded = await mapConcurrent(results, CONCURRENCY, (hit) => load(hit, fetchDataset, options));
      return {
        items: loaded.flatMap(({ id, score, item }) => (item ? [{ id, score, item }] : [])),
        authErrors: loaded.flatMap(({ id, score, error }) =>
          error instanceof ForbiddenError ? [{ id, score, error }] : [],
        ),
        miscErrors: loaded.flatMap(({ id, score, error }) =>
          error && !(error instanceof ForbiddenError) ? [{ id, score, error }] : [],
        ),
        warnings,
      };
    },
  };
}

interface LoadedHit extends SearchHit {
  readonly item?: Dataset;
  readonly error?: ProvenaError;
}

async function load(
  hit: SearchHit,
  fetchDataset: Dependencies['fetchDataset'],
  options: CallOptions,
): Promise<LoadedHit> {
  const { id, score } = hit;
  try {
    return { id, score, item: (await fetchDataset(id, options)).item };
  } catch (error) {
    // An error of one hit does not affect the others; an abort or an invalid token affects all of them.
    if (!(error instanceof ProvenaError) || error.family === 'aborted' || error.family === 'auth')
      throw error;
    return { id, score, error };
  }
}
