import { type AnyItem, type Provena, UnexpectedResponseError } from '../../client/index.ts';

/**
 * The handle of the newest version of an item, by following `versioning_info.next_version`; its own when it has no
 * successor.
 * @throws UnexpectedResponseError when its versions follow one another in a circle; ForbiddenError or NotFoundError for one that
 * cannot be read, since what comes after it cannot be known.
 */
export async function findNewestVersion(
  item: AnyItem,
  { registry }: Pick<Provena, 'registry'>,
  signal: AbortSignal,
): Promise<string> {
  const seen = [item.id];
  let next = item.versioning_info?.next_version;
  while (next) {
    if (seen.includes(next))
      throw new UnexpectedResponseError(`the versions run in a circle: ${[...seen, next].join(' → ')}`);
    seen.push(next);
    next = (await registry.general.fetch(next, { signal })).item.versioning_info?.next_version;
  }
  return seen.at(-1) ?? item.id;
}
