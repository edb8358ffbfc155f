import { type Crc32, decodeCrc32 } from './checksum.ts';
import type { Manifest } from './manifest.ts';
import { toFolderPrefix } from './object-names.ts';
import { listObjects } from './s3/listing.ts';
import { headObject, type RemoteObject } from './s3/objects.ts';
import type { Store, TransferSession } from './session/session.ts';

/** Lists all objects of a folder, by key. */
export async function listDatasetObjects(
  session: TransferSession,
  prefix: string,
): Promise<Map<string, RemoteObject>> {
  const objects = new Map<string, RemoteObject>();
  for await (const object of listObjects(session.requester, prefix)) objects.set(object.key, object);
  return objects;
}

/** Whether an object represents a folder: S3 consoles create empty objects whose keys end in a slash. */
export function isFolderMarker({ key, size }: RemoteObject): boolean {
  return size === 0 && key.endsWith('/');
}

/** Looks up CRC32s of objects, in earlier manifests and then in the store. */
export class RemoteChecksums {
  readonly #session: TransferSession;
  readonly #known = new Map<
    string,
    { readonly etag: string; readonly size: number; readonly crc32: Crc32 }
  >();

  /** An entry of a manifest is used only while the store lists the object with the same size and entity tag. */
  constructor(session: TransferSession, manifests: readonly Manifest[]) {
    this.#session = session;
    for (const manifest of manifests) {
      if (manifest.bucket !== session.address.bucket) continue;
      for (const { key, size, etag, crc32 } of manifest.files) {
        const checksum = decodeCrc32(crc32);
        if (etag !== undefined && checksum !== undefined)
          this.#known.set(key, { etag, size, crc32: checksum });
      }
    }
  }

  /** Returns `undefined` if the object was written without a CRC32, or no longer exists. */
  async get(object: RemoteObject): Promise<Crc32 | undefined> {
    const known = this.#known.get(object.key);
    if (known && known.etag === object.etag && known.size === object.size) return known.crc32;
    const release = await this.#session.limiter.acquire(0, this.#session.signal);
    try {
      const metadata = await headObject(this.#session.requester, object.key);
      return metadata?.size === object.size ? metadata.crc32 : undefined;
    } finally {
      release();
    }
  }
}

/**
 * Lists the first objects of the dataset's folder, to check that the store is reachable and accepts the credentials.
 * @throws StoreRequestError or UnavailableError.
 */
export async function checkStoreAccess({ session }: Store): Promise<void> {
  for await (const _ of listObjects(session.requester, toFolderPrefix(session.address))) return;
}
