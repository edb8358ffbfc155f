import { badRequest, RequestRejectedError, serverError, UnhandledServerError } from '../http/errors.ts';
import { StatusFailure } from '../http/status.ts';
import type { Actor } from '../registry/access.ts';
import { fetchItem } from '../registry/fetch.ts';
import { getKind } from '../registry/kinds.ts';
import type { DatasetDomainInfo } from '../registry/models/dataset.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

export const DATASET = getKind('DATASET');

/** What the data store makes of the registry's answers: a 401 stays one, any other error of the registry is a 500 of its own. */
export function viaRegistry<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RequestRejectedError && error.status === 401) throw error;
    if (error instanceof RequestRejectedError)
      throw serverError(`The registry answered ${error.status}: ${error.message}`);
    if (error instanceof StatusFailure) throw badRequest(error.message);
    throw error;
  }
}

export type FetchedDataset = {
  item: DatasetDomainInfo & { id: string; owner_username: string };
  roles: string[];
  locked: boolean;
};

/** A complete dataset with the eyes of a user. @throws RequestRejectedError (400) when there is none, 401 when the user may not see it */
export function fetchDataset(state: SandboxState, id: string, actor: Actor): FetchedDataset {
  if (id === '') throw badRequest('The id of the dataset is empty.');
  const { item, roles, locked } = viaRegistry(() => fetchItem(state, DATASET, id, actor));
  return { item: item as FetchedDataset['item'], roles, locked }; // read by the kind's own model
}

/** What the data store needs of a token before it acts for its user at the registry. @throws UnhandledServerError when the token has no email */
export function demandUserContext(actor: Actor): void {
  if (actor.email === null) throw new UnhandledServerError('a user context without email');
}
