import { type Crc32, decodeCrc32 } from './checksum.ts';
import type { Manifest } from './manifest.ts';
import { toFolderPrefix } from './object-names.ts';
import type { Store } from './open-store.ts';
import { mergeSorted } from './records/merge-sorted.ts';
import { type RecordList, RecordView } from './records/record-list.ts';
import { Spool } from './records/spool.ts';
import { listInParts } from './s3/list-in-parts.ts';
import { listObjects } from './s3/listing.ts';
import { headObject, normalizeEtag, type RemoteObject } from './s3/objects.ts';

/**
 * Lists all objects of a folder, sorted by key.
 * @param splitKeys keys at equal distances among those that are expected; a listing of several pages is split there
 */
export async function listDatasetObjects(
  { requester }: Store,
  prefix: string,
  splitKeys: readonly string[] = [],
): Promise<RecordList<RemoteObject>> {
  const parts: Spool<RemoteObject>[] = [];
  const isComplete = await listInParts(requester, prefix, splitKeys, () => {
    const part = new Spool<RemoteObject>(compareKeys);
    parts.push(part);
    return (object) => part.add(object);
  });
  if (isComplete)
    return new RecordView(
      () => parts.reduce((sum, { length }) => sum + length, 0),
      () => mergeSorted(parts, compareKeys),
    );
  const objects = new Spool<RemoteObject>(compareKeys);
  for await (const object of listObjects(requester, prefix)) objects.add(object);
  return objects;
}

/** Whether an object represents a folder: S3 consoles create empty objects whose keys end in a slash. */
export function isFolderMarker({ key, size }: RemoteObject): boolean {
  return size === 0 && key.endsWith('/');
}

/** A CRC32 of an object, from a manifest. It is valid while the object has the same size and entity tag. */
export interface RecordedChecksum {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  readonly crc32: Crc32;
}

/** Collects the CRC32s of the objects of a bucket from manifests, sorted by key. Of equal keys, the last one is valid. */
export function collectRecordedChecksums(
  manifests: readonly Manifest[],
  bucket: string,
): RecordList<RecordedChecksum> {
  const recorded = new Spool<RecordedChecksum>(compareKeys);
  for (const manifest of manifests) {
    if (manifest.bucket !== bucket) continue;
    for (const { key, size, etag, crc32 } of manifest.files) {
      const checksum = decodeCrc32(crc32);
      if (etag !== undefined && checksum !== undefined)
        recorded.add({ key, etag: normalizeEtag(etag), size, crc32: checksum });
    }
  }
  return recorded;
}

/** A CRC32 of an object, and the entity tag for which it is valid. */
export type RemoteChecksum = Pick<RecordedChecksum, 'crc32' | 'etag'>;

/**
 * Returns the CRC32 of an object, from `recorded` or from the store; `undefined` if the object was written without one, or no
 * longer exists. Another program may have replaced the object since it was listed: then the entity tag is the new one.
 */
export async function fetchCrc32(
  store: Store,
  object: RemoteObject,
  recorded?: RecordedChecksum | undefined,
): Promise<RemoteChecksum | undefined> {
  if (recorded?.etag === object.etag && recorded.size === object.size) return recorded;
  const release = await store.limiter.acquire(0, store.signal);
  try {
    const metadata = await headObject(store.requester, object.key);
    if (metadata?.size !== object.size || metadata.crc32 === undefined) return undefined;
    return { crc32: metadata.crc32, etag: metadata.etag || object.etag };
  } finally {
    release();
  }
}

/** Compares records by key, by UTF-16 code units. */
function compareKeys(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/**
 * Lists the first objects of the dataset's folder, to check that the store is reachable and accepts the credentials.
 * @throws StoreRequestError or UnavailableError.
 */
export async function checkStoreAccess(store: Store): Promise<void> {
  for await (const _ of listObjects(store.requester, toFolderPrefix(store.address))) return;
}
