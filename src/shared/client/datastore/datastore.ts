import type { Call } from '../http/route.ts';
import type { Search } from '../search.ts';
import {
  type AccessChecks,
  type ConfigRoute,
  createAccessChecks,
  createConfigRoute,
} from '../service-routes.ts';
import { createDatasetMethods } from './datasets.ts';
import { createReview } from './review.ts';
import { createDatasetSearch } from './search-datasets.ts';
import { createStoreAccessMethods } from './store-access.ts';

/** The data store: datasets, their metadata, access to their files, and their release. */
export interface Datastore
  extends AccessChecks,
    ReturnType<typeof createDatasetMethods>,
    ReturnType<typeof createStoreAccessMethods>,
    ReturnType<typeof createDatasetSearch> {
  /** Reviewers, and the release of datasets. */
  readonly review: ReturnType<typeof createReview>;
  /** Operations for administrators. */
  readonly admin: ConfigRoute;
}

export function createDatastore(call: Call, { searchRegistry }: Pick<Search, 'searchRegistry'>): Datastore {
  const metadata = createDatasetMethods(call);
  return {
    ...createAccessChecks(call, 'datastore', 'datastore'),
    ...metadata,
    ...createStoreAccessMethods(call),
    ...createDatasetSearch({ searchRegistry, fetchDataset: metadata.fetchDataset }),
    review: createReview(call),
    admin: createConfigRoute(call, 'datastore.admin', 'datastore'),
  };
}
