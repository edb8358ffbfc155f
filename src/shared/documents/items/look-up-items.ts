import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import {
  type AnyItem,
  type CallOptions,
  ForbiddenError,
  NotFoundError,
  type Provena,
  ProvenaError,
} from '../../client/index.ts';

/**
 * An item with its state, `complete` or a `seed` without content; or why it could not be read: it is `closed` to this user, was
 * `deleted` or never existed, or the reason is `unknown`.
 */
export type ItemLookup =
  | { readonly state: 'complete' | 'seed'; readonly item: AnyItem; readonly error?: undefined }
  | {
      readonly state: 'closed' | 'deleted' | 'unknown';
      readonly item?: undefined;
      readonly error: ProvenaError;
    };

const MAX_CONCURRENT = 16;

/**
 * Fetches items by handle, one request each. A failure of one does not affect the others.
 * @param convert creates the result for each handle: only this is kept, because items can be large.
 * @throws AuthError or AbortedError, which affect all, and errors of `convert`.
 */
export async function lookUpItems<T>(
  ids: Iterable<string>,
  provena: Pick<Provena, 'registry'>,
  call: CallOptions,
  convert: (lookup: ItemLookup) => T,
): Promise<ReadonlyMap<string, T>> {
  const results = new Map<string, T>();
  await forEachConcurrent(ids, MAX_CONCURRENT, async (id) => {
    results.set(id, convert(await lookUpItem(id, provena, call)));
  });
  return results;
}

/** Fetches an item by handle. @throws AuthError or AbortedError. */
export async function lookUpItem(
  id: string,
  { registry }: Pick<Provena, 'registry'>,
  call: CallOptions,
): Promise<ItemLookup> {
  try {
    const { item } = await registry.general.fetch(id, call);
    return { item, state: item.record_type === 'SEED_ITEM' ? 'seed' : 'complete' };
  } catch (error) {
    if (!(error instanceof ProvenaError) || error.family === 'auth' || error.family === 'aborted')
      throw error;
    if (error instanceof ForbiddenError) return { state: 'closed', error };
    return { state: error instanceof NotFoundError ? 'deleted' : 'unknown', error };
  }
}
