import { badRequest, HttpError, serverError, UnhandledServerError } from '../http/errors.ts';
import { StatusFailure } from '../http/status.ts';
import type { Actor } from '../registry/access.ts';
import { fetchItem } from '../registry/fetch.ts';
import { getKind } from '../registry/kinds.ts';
import type { DatasetDomainInfo } from '../registry/models/dataset.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

export const DATASET = getKind('DATASET');

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

export type FetchedDataset = {
  item: DatasetDomainInfo & { id: string; owner_username: string };
  roles: string[];
  locked: boolean;
};

/** Fetches a complete dataset as a user. @throws HttpError (400) for an unknown one, 401 without access */
export function fetchDataset(state: SandboxState, id: string, actor: Actor): FetchedDataset {
  if (id === '') throw badRequest('The id of the dataset is empty.');
  const { item, roles, locked } = callRegistry(() => fetchItem(state, DATASET, { id }, actor));
  return { item: item as FetchedDataset['item'], roles, locked }; // parsed with the model of the kind
}

/** Checks that the data store can act for a user at the registry. @throws UnhandledServerError if the token has no email */
export function assertUserContext(actor: Actor): void {
  if (actor.email === null) throw new UnhandledServerError('a user context without email');
}
