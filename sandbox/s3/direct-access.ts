import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type Context, truncateToSecond } from './operations/context.ts';

/** An object of the listing. */
export interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly modified: Date;
}

/** Access to the objects without HTTP, signatures and policies. */
export interface DirectAccess {
  /** Writes an object of the type `binary/octet-stream`. */
  put(key: string, content: Uint8Array | string): void;
  get(key: string): Promise<Buffer | undefined>;
  /** The content in pieces as they are read; undefined for an unknown key. */
  read(key: string): AsyncGenerator<Buffer> | undefined;
  exists(key: string): boolean;
  list(prefix: string): StoredObject[];
  delete(key: string): void;
}

export function createDirectAccess({ blobs, objects }: Context['store']): DirectAccess {
  const read: DirectAccess['read'] = (key) => {
    const record = objects.get(key);
    return record && readBlobs(record.segments.map((segment) => blobs.path(segment.blob)));
  };
  return {
    put(key, content) {
      const bytes = Buffer.from(content);
      const writer = blobs.create();
      writer.write(bytes);
      writer.close();
      objects.put({
        key,
        size: bytes.length,
        etag: createHash('md5').update(bytes).digest('hex'),
        modified: truncateToSecond(Date.now()),
        headers: { 'content-type': 'binary/octet-stream' },
        metadata: {},
        checksum: undefined,
        segments: [{ blob: writer.id, size: bytes.length }],
      });
    },
    async get(key) {
      const pieces = read(key);
      return pieces && Buffer.concat(await Array.fromAsync(pieces));
    },
    read,
    exists: (key) => objects.get(key) !== undefined,
    list(prefix) {
      const stored: StoredObject[] = [];
      for (const { key, size, etag, modified } of objects.from(prefix)) {
        if (!key.startsWith(prefix)) break;
        stored.push({ key, size, etag, modified: new Date(modified) });
      }
      return stored;
    },
    delete: (key) => objects.delete(key),
  };
}

async function* readBlobs(paths: readonly string[]): AsyncGenerator<Buffer> {
  for (const path of paths) yield* createReadStream(path);
}
