import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Blobs } from './blobs.ts';
import type { Segment } from './objects.ts';

/** A range of the bytes of an object; the end is exclusive. */
export interface Content {
  readonly segments: readonly Segment[];
  readonly start: number;
  readonly end: number;
}

/** Smaller files are read at once, which is faster; larger ones in pieces, to limit memory. */
const PIECE = 512 * 1024;

/** Reads a range of an object, in pieces. The object can be replaced or deleted meanwhile. */
export async function* readContent(blobs: Blobs, { segments, start, end }: Content): AsyncGenerator<Buffer> {
  const release = blobs.retainWhileRead(new Set(segments.map(({ blob }) => blob)));
  try {
    let offset = 0;
    for (const { blob, size } of segments) {
      const from = Math.max(0, start - offset);
      const to = Math.min(size, end - offset);
      offset += size;
      if (from >= to) continue;
      const path = blobs.path(blob);
      if (size <= PIECE) yield readFileSync(path).subarray(from, to);
      else yield* readPieces(path, from, to);
    }
  } finally {
    release();
  }
}

async function* readPieces(path: string, from: number, to: number): AsyncGenerator<Buffer> {
  await using file = await open(path);
  for (let at = from; at < to; ) {
    const length = Math.min(PIECE, to - at);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, at);
    if (bytesRead === 0) throw new Error(`The file ${path} is shorter than the size in its row.`);
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
