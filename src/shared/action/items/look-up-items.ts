import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import {
  type AnyItem,
  ForbiddenError,
  NotFoundError,
  type Provena,
  ProvenaError,
} from '../../client/index.ts';

/**
 * State of an item: `complete`, a `seed` without content, `closed` (this user may not read it), `deleted`, or `unknown`
 * (it could not be read).
 */
export type ItemState = 'complete' | 'seed' | 'closed' | 'deleted' | 'unknown';

interface ItemLookup {
  readonly state: ItemState;
  readonly item?: AnyItem;
  /** Why the item could not be read. */
  readonly error?: ProvenaError;
}

const MAX_CONCURRENT = 8;

/**
 * Fetches items by handle, one request each. A failure of one does not affect the others.
 * @throws AuthError or AbortedError, which affect all.
 */
export async function lookUpItems(
  ids: readonly string[],
  { registry }: Pick<Provena, 'registry'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ItemLookup>> {
  const found = new Map<string, ItemLookup>();
  await forEachConcurrent(ids, MAX_CONCURRENT, async (id) => {
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
    if (error instanceof ForbiddenError) return { state: 'closed', error };
    return { state: error instanceof NotFoundError ? 'deleted' : 'unknown', error };
  }
}
