import type { Call } from '../http/route.ts';
import type { search } from '../search.ts';
import { checks, config } from '../service-routes.ts';
import { datasets } from './datasets.ts';
import { review } from './review.ts';
import { searchDatasets } from './search-datasets.ts';
import { storeAccess } from './store-access.ts';

/** The data store: datasets, their metadata, access to their files, and their release. */
export function datastore(call: Call, find: Pick<ReturnType<typeof search>, 'searchRegistry'>) {
  const metadata = datasets(call);
  return {
    ...checks(call, 'datastore', 'datastore'),
    ...metadata,
    ...storeAccess(call),
    ...searchDatasets({ ...find, fetchDataset: metadata.fetchDataset }),
    review: review(call),
    admin: config(call, 'datastore.admin', 'datastore'),
  };
}
