import { type CallOptions, ForbiddenError, NotFoundError, type Provena } from '../../client/index.ts';
import { fetchLaterVersions } from '../../client/versions.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';
import { fetchStoredItem, type StoredItem } from './stored-item.ts';

/**
 * Fetches an item and all versions that follow it, the latest last.
 * @throws UnexpectedResponseError when the versions form a cycle; StepFailedError when one was deleted.
 */
export async function fetchVersionChain(
  id: string,
  provena: Provena,
  call: CallOptions,
): Promise<[StoredItem, ...StoredItem[]]> {
  const fetch = (handle: string) => fetchStoredItem(handle, provena, call);
  const first = await fetch(id);
  const fetchLater = (handle: string) =>
    fetch(handle).catch((cause: unknown) => {
      if (!(cause instanceof NotFoundError)) throw cause;
      throw new StepFailedError(
        `the later version ${handle} of ${id} is not in the registry: it was deleted`,
        {
          advice:
            'The server creates no other version in its place. To change an existing version, use update-item with its handle and without latest.',
          anchor: 'not-found',
          cause,
        },
      );
    });
  return [first, ...(await fetchLaterVersions(first, ({ version }) => version?.next, fetchLater))];
}

/** Ends the search for a user-defined key, which has no time limit. */
const MAX_EARLIER_VERSIONS = 1000;

/**
 * Fetches the earlier versions of an item that a step with the key can have created, oldest first. Stops at a version that was
 * deleted or is not readable.
 */
export async function fetchEarlierVersions(
  item: StoredItem,
  { since, isUserDefined }: Pick<IdempotencyKey, 'since' | 'isUserDefined'>,
  provena: Provena,
  call: CallOptions,
): Promise<StoredItem[]> {
  const newestFirst: StoredItem[] = [];
  let previous = item.version?.previous;
  while (previous !== undefined && newestFirst.length < MAX_EARLIER_VERSIONS) {
    const version = await fetchStoredItem(previous, provena, call).catch((error: unknown) => {
      if (error instanceof NotFoundError || error instanceof ForbiddenError) return undefined;
      throw error;
    });
    if (!version || (!isUserDefined && version.createdAt < since)) break;
    newestFirst.push(version);
    previous = version.version?.previous;
  }
  return newestFirst.reverse();
}

/** The last version of a chain. */
export function getLatest([first, ...later]: readonly [StoredItem, ...StoredItem[]]): StoredItem {
  return later.at(-1) ?? first;
}
