import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import type { Requester } from '../http/requester.ts';
import { listPages, type ObjectPage } from './listing.ts';
import type { RemoteObject } from './objects.ts';

/** A part of a listing, which starts after one key and ends before the first key of another part. */
interface Part {
  readonly pages: AsyncIterator<ObjectPage>;
  /** Undefined for an empty listing. */
  readonly first: ObjectPage | undefined;
}

/** Takes the objects of one part, in the store's order. */
export type AddObject = (object: RemoteObject) => void;

/**
 * Lists all objects whose keys start with `prefix`, in parts at the same time if there is more than one page: pages of one
 * listing can only be requested one after the other.
 *
 * A part ends at the first key of another part. So no particular order of keys is assumed: if the order is the same for
 * all requests, the parts together are the whole listing, without gaps or duplicates.
 * @param splitKeys keys after which parts start; they need not exist
 * @param startPart called for each part; returns what takes its objects
 * @returns whether the listing is complete. False if the store does not list in the same order again, for example since objects
 * were deleted in the meantime; then list without parts.
 * @throws UnexpectedResponseError as {@link listPages} does
 */
export async function listInParts(
  requester: Requester,
  prefix: string,
  splitKeys: readonly string[],
  startPart: () => AddObject,
): Promise<boolean> {
  const starts = new Map<string, Part>();
  const isEnd = (objects: readonly RemoteObject[]) => objects.some(({ key }) => starts.has(key));
  const head = await openPart(listPages(requester, prefix, { isEnd }));
  const after = head.first?.isLast === false ? head.first.objects.at(-1)?.key : undefined;
  const parts = [head];
  const points = after === undefined ? [] : splitKeys.filter((key) => key > after);
  await forEachConcurrent(points.entries(), points.length, async ([index, startAfter]) => {
    parts[index + 1] = await openPart(listPages(requester, prefix, { startAfter, isEnd }));
  });
  const headKeys = new Set(head.first?.objects.map(({ key }) => key));
  for (const part of parts.slice(1)) {
    const key = part.first?.objects[0]?.key;
    // A store that ignores the key after which a part starts returns the head again.
    if (key !== undefined && !headKeys.has(key)) starts.set(key, part);
  }
  const ends = new Map<Part, string | undefined>();
  const used = [head, ...starts.values()];
  await forEachConcurrent(used, used.length, async (part) => {
    ends.set(part, await readPart(part, starts, startPart()));
  });
  return isContiguous(head, starts, ends);
}

async function openPart(pages: AsyncIterator<ObjectPage>): Promise<Part> {
  const { value, done } = await pages.next();
  return { pages, first: done ? undefined : value };
}

/** Adds the objects of a part. @returns the first key of the part that follows; undefined at the end of the listing. */
async function readPart(
  { pages, first }: Part,
  starts: ReadonlyMap<string, Part>,
  add: AddObject,
): Promise<string | undefined> {
  let isFirst = true;
  for (let page = first; page; page = (await pages.next()).value) {
    for (const object of page.objects) {
      if (!isFirst && starts.has(object.key)) {
        await pages.return?.();
        return object.key;
      }
      isFirst = false;
      add(object);
    }
  }
  return undefined;
}

/** Whether each part ends where another one starts, from the head to the end of the listing. */
function isContiguous(
  head: Part,
  starts: ReadonlyMap<string, Part>,
  ends: ReadonlyMap<Part, string | undefined>,
): boolean {
  const visited = new Set<Part>();
  for (let part: Part | undefined = head; part && !visited.has(part); ) {
    visited.add(part);
    const end = ends.get(part);
    part = end === undefined ? undefined : starts.get(end);
  }
  return visited.size === starts.size + 1;
}
