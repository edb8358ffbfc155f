import type { Call } from '../http/route.ts';
import type { Search } from '../search.ts';
import { type AccessChecks, type ConfigRoute, checks, config } from '../service-routes.ts';
import { datasets } from './datasets.ts';
import { review } from './review.ts';
import { searchDatasets } from './search-datasets.ts';
import { storeAccess } from './store-access.ts';

/** The data store: datasets, their metadata, access to their files, and their release. */
export interface Datastore
  extends AccessChecks,
    ReturnType<typeof datasets>,
    ReturnType<typeof storeAccess>,
    ReturnType<typeof searchDatasets> {
  /** Reviewers, and the release of datasets. */
  readonly review: ReturnType<typeof review>;
  /** Operations for administrators. */
  readonly admin: ConfigRoute;
}

export function datastore(call: Call, { searchRegistry }: Pick<Search, 'searchRegistry'>): Datastore {
  const metadata = datasets(call);
  return {
    ...checks(call, 'datastore', 'datastore'),
    ...metadata,
    ...storeAccess(call),
    ...searchDatasets({ searchRegistry, fetchDataset: metadata.fetchDataset }),
    review: review(call),
    admin: config(call, 'datastore.admin', 'datastore'),
  };
}
