import { inParallel } from '../../client/in-parallel.ts';
import {
  type AnyItem,
  ForbiddenError,
  NotFoundError,
  type Provena,
  ProvenaError,
} from '../../client/index.ts';

/**
 * What is known of an item by its handle: it is `complete`, so far only a `seed`, `closed` to this user, `deleted`, or
 * `unknown` because it could not be read just now.
 */
export type ItemState = 'complete' | 'seed' | 'closed' | 'deleted' | 'unknown';

export interface ItemLookup {
  readonly state: ItemState;
  readonly item?: AnyItem;
  /** Why there is no item. */
  readonly error?: ProvenaError;
}

const MAX_CONCURRENT = 8;

/**
 * Items by their handles, each with a request of its own. What is wrong with one says nothing about the others.
 * @throws AuthError or AbortedError, which concern them all.
 */
export async function lookUpItems(
  ids: readonly string[],
  { registry }: Pick<Provena, 'registry'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ItemLookup>> {
  const found = new Map<string, ItemLookup>();
  await inParallel(ids, MAX_CONCURRENT, async (id) => {
    found.set(id, await lookUpItem(id, registry, signal));
  });
  return found;
}

async function lookUpItem(
  id: string,
  { general }: Provena['registry'],
  signal: AbortSignal,
): Promise<ItemLookup> {
  try {
    const { item } = await general.fetch(id, { signal });
    return { item, state: item.record_type === 'SEED_ITEM' ? 'seed' : 'complete' };
  } catch (error) {
    if (!(error instanceof ProvenaError) || error.family === 'auth' || error.family === 'aborted')
      throw error;
    if (error instanceof ForbiddenError) return { state: 'closed', error: error };
    return { state: error instanceof NotFoundError ? 'deleted' : 'unknown', error: error };
  }
}
