import { createHash } from 'node:crypto';
import { type OperationContext, truncateToSecond } from './operations/context.ts';
import { readContent } from './store/content.ts';

/** Access to the objects without HTTP, signatures and policies. */
export function createDirectAccess({ blobs, objects }: OperationContext['store'], now: () => number) {
  /** The content in pieces as they are read; undefined for an unknown key. */
  const read = (key: string) => {
    const record = objects.get(key);
    return record && readContent(blobs, { segments: record.segments, start: 0, end: record.size });
  };
  return {
    /** Writes an object of the type `binary/octet-stream`. */
    put(key: string, content: Uint8Array | string): void {
      const bytes = Buffer.from(content);
      const writer = blobs.create();
      try {
        writer.write(bytes);
        writer.close();
        objects.put({
          key,
          size: bytes.length,
          etag: createHash('md5').update(bytes).digest('hex'),
          modified: truncateToSecond(now()),
          headers: { 'content-type': 'binary/octet-stream' },
          metadata: {},
          checksum: undefined,
          segments: [{ blob: writer.id, size: bytes.length }],
        });
      } catch (error) {
        writer.discard();
        throw error;
      }
    },
    async get(key: string): Promise<Buffer | undefined> {
      const pieces = read(key);
      return pieces && Buffer.concat(await Array.fromAsync(pieces));
    },
    read,
    exists: (key: string): boolean => objects.get(key) !== undefined,
    list(prefix: string) {
      const stored: { key: string; size: number; etag: string; modified: Date }[] = [];
      for (const { key, size, etag, modified } of objects.from(prefix)) {
        if (!key.startsWith(prefix)) break;
        stored.push({ key, size, etag, modified: new Date(modified) });
      }
      return stored;
    },
    delete: (key: string): void => objects.delete(key),
  };
}
