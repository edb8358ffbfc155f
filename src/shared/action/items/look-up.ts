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

export interface LookedUp {
  readonly state: ItemState;
  readonly item?: AnyItem;
  /** Why there is no item. */
  readonly because?: ProvenaError;
}

const AT_ONCE = 8;

/**
 * Items by their handles, each with a request of its own. What is wrong with one says nothing about the others.
 * @throws AuthError or AbortedError, which concern them all.
 */
export async function lookUp(
  ids: readonly string[],
  { registry }: Pick<Provena, 'registry'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LookedUp>> {
  const found = new Map<string, LookedUp>();
  await inParallel(ids, AT_ONCE, async (id) => {
    found.set(id, await lookUpOne(id, registry, signal));
  });
  return found;
}

async function lookUpOne(
  id: string,
  { general }: Provena['registry'],
  signal: AbortSignal,
): Promise<LookedUp> {
  try {
    const { item } = await general.fetch(id, { signal });
    return { item, state: item.record_type === 'SEED_ITEM' ? 'seed' : 'complete' };
  } catch (error) {
    if (!(error instanceof ProvenaError) || error.family === 'auth' || error.family === 'aborted')
      throw error;
    if (error instanceof ForbiddenError) return { state: 'closed', because: error };
    return { state: error instanceof NotFoundError ? 'deleted' : 'unknown', because: error };
  }
}
