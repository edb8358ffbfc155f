const MIN_POOLED_BYTES = 64 * 1024;

/**
 * Buffers that are used again: what a transfer holds is what it needs at once, not what it ever needed. Sizes go by
 * powers of two; small ones are left to the runtime's own pool.
 */
export class BufferPool {
  readonly #free = new Map<number, Buffer[]>();
  readonly #most: number;
  #freeBytes = 0;
  #takenBytes = 0;

  /** Lets go of buffers that nobody uses as soon as it would hold more than `most` bytes with those in use. */
  constructor(most: number) {
    this.#most = most;
  }

  /** A buffer of this many bytes, with whatever is in it. */
  acquire(size: number): Buffer {
    if (size < MIN_POOLED_BYTES) return Buffer.allocUnsafe(size);
    const room = toSizeClass(size);
    const used = this.#free.get(room)?.pop();
    this.#takenBytes += room;
    if (used) this.#freeBytes -= room;
    else this.#shrink();
    return (used ?? Buffer.from(new ArrayBuffer(room))).subarray(0, size);
  }

  /** Takes a buffer back. It must not be in use any more. */
  release(buffer: Buffer): void {
    if (this.#forget(buffer)) this.#keep(Buffer.from(buffer.buffer));
    this.#shrink();
  }

  /** For a buffer that something may still read: it is not used again. */
  discard(buffer: Buffer): void {
    this.#forget(buffer);
  }

  #forget(buffer: Buffer): boolean {
    const room = buffer.buffer.byteLength;
    if (buffer.length < MIN_POOLED_BYTES || room !== toSizeClass(buffer.length)) return false;
    this.#takenBytes -= room;
    return true;
  }

  #keep(whole: Buffer): void {
    const free = this.#free.get(whole.length);
    if (free) free.push(whole);
    else this.#free.set(whole.length, [whole]);
    this.#freeBytes += whole.length;
  }

  /** Those of the size that was free longest go first. */
  #shrink(): void {
    for (const [room, free] of this.#free) {
      while (this.#freeBytes > 0 && this.#freeBytes + this.#takenBytes > this.#most && free.pop())
        this.#freeBytes -= room;
    }
  }
}

function toSizeClass(size: number): number {
  return 2 ** Math.ceil(Math.log2(size));
}
