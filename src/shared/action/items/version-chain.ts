import type { CallOptions, Provena } from '../../client/index.ts';
import { UserError } from '../../documents/problem.ts';
import { fetchStoredItem, type StoredItem } from './stored-item.ts';

/**
 * An item and all versions that follow it, the latest last.
 * @throws UserError when the versions run in a circle.
 */
export async function fetchVersionChain(
  id: string,
  provena: Pick<Provena, 'registry'>,
  call: CallOptions,
): Promise<[StoredItem, ...StoredItem[]]> {
  const chain: [StoredItem, ...StoredItem[]] = [await fetchStoredItem(id, provena, call)];
  const seen = new Set([id]);
  for (let next = chain[0].version?.next; next !== undefined; next = chain.at(-1)?.version?.next) {
    if (seen.has(next)) throw new UserError(`the versions of ${id} run in a circle at ${next}`);
    seen.add(next);
    chain.push(await fetchStoredItem(next, provena, call));
  }
  return chain;
}

/** The last of a chain. */
export function getLatest([first, ...later]: readonly [StoredItem, ...StoredItem[]]): StoredItem {
  return later.at(-1) ?? first;
}
