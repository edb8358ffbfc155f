import { type Crc32, decodeCrc32 } from './checksum.ts';
import type { Manifest } from './manifest.ts';
import { listObjects } from './s3/listing.ts';
import { headObject, type RemoteObject } from './s3/objects.ts';
import type { TransferSession } from './session/session.ts';

/** All objects of a folder, by key. */
export async function listDatasetObjects(
  session: TransferSession,
  prefix: string,
): Promise<Map<string, RemoteObject>> {
  const objects = new Map<string, RemoteObject>();
  for await (const object of listObjects(session.requester, prefix)) objects.set(object.key, object);
  return objects;
}

/** The CRC32 of objects, asked of the store only where no earlier manifest tells it. */
export class RemoteChecksums {
  readonly #session: TransferSession;
  readonly #known = new Map<
    string,
    { readonly etag: string; readonly size: number; readonly crc32: Crc32 }
  >();

  /** An entry of a manifest counts while the store lists the object with the same size and entity tag. */
  constructor(session: TransferSession, manifests: readonly Manifest[]) {
    this.#session = session;
    for (const manifest of manifests) {
      if (manifest.bucket !== session.address.bucket) continue;
      for (const { key, size, etag, crc32 } of manifest.files) {
        const sum = decodeCrc32(crc32);
        if (etag !== undefined && sum !== undefined) this.#known.set(key, { etag, size, crc32: sum });
      }
    }
  }

  /** `undefined` where whoever wrote the object gave none, or it is gone. */
  async get(object: RemoteObject): Promise<Crc32 | undefined> {
    const known = this.#known.get(object.key);
    if (known && known.etag === object.etag && known.size === object.size) return known.crc32;
    const release = await this.#session.limiter.acquire(0, this.#session.signal);
    try {
      const facts = await headObject(this.#session.requester, object.key);
      return facts?.size === object.size ? facts.crc32 : undefined;
    } finally {
      release();
    }
  }
}
