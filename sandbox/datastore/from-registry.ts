import { badRequest, HttpError, serverError } from '../http/errors.ts';
import { StatusFailure } from '../http/status.ts';
import { type FetchResult, fetchItem } from '../registry/fetch.ts';
import { DATASET, type ItemOf } from '../registry/kinds.ts';
import type { Actor } from '../registry/permission.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** Calls the registry as the data store does: a 401 stays a 401, any other error of the registry is a 500. */
export function callRegistry<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof HttpError && error.status === 401) throw error;
    if (error instanceof HttpError)
      throw serverError(`The registry responded with ${error.status}: ${error.message}`);
    if (error instanceof StatusFailure) throw badRequest(error.message);
    throw error;
  }
}

/** The data store does not return whether the item is a seed. */
export type FetchedDataset = Omit<FetchResult<ItemOf<typeof DATASET.domain>>, 'item_is_seed'>;

/** Fetches a complete dataset as a user. @throws HttpError (400) for an unknown one, 401 without access */
export function fetchDataset(state: SandboxState, id: string, actor: Actor): FetchedDataset {
  if (id === '') throw badRequest('The id of the dataset is empty.');
  const { item, roles, locked } = callRegistry(() => fetchItem(state, DATASET, id, actor));
  return { item, roles, locked };
}
