const MIN_POOLED_BYTES = 64 * 1024;

/**
 * A pool of reusable buffers. Sizes are rounded up to powers of two; small buffers come from Node's own pool.
 */
export class BufferPool {
  readonly #free = new Map<number, Buffer[]>();
  readonly #maxBytes: number;
  #freeBytes = 0;
  #usedBytes = 0;

  /** Free buffers are dropped when they and those in use exceed `maxBytes` together. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Returns a buffer of this many bytes with arbitrary content. */
  acquire(size: number): Buffer {
    if (size < MIN_POOLED_BYTES) return Buffer.allocUnsafe(size);
    const capacity = toSizeClass(size);
    const free = this.#free.get(capacity)?.pop();
    this.#usedBytes += capacity;
    if (free) this.#freeBytes -= capacity;
    else this.#shrink();
    return (free ?? Buffer.from(new ArrayBuffer(capacity))).subarray(0, size);
  }

  /** Returns a buffer to the pool. It must not be used afterwards. */
  release(buffer: Buffer): void {
    if (this.#endUse(buffer)) this.#keep(Buffer.from(buffer.buffer));
    this.#shrink();
  }

  /** Removes a buffer that may still be read, so that it is not reused. */
  discard(buffer: Buffer): void {
    this.#endUse(buffer);
  }

  #endUse(buffer: Buffer): boolean {
    const capacity = buffer.buffer.byteLength;
    if (buffer.length < MIN_POOLED_BYTES || capacity !== toSizeClass(buffer.length)) return false;
    this.#usedBytes -= capacity;
    return true;
  }

  #keep(buffer: Buffer): void {
    const free = this.#free.get(buffer.length);
    if (free) free.push(buffer);
    else this.#free.set(buffer.length, [buffer]);
    this.#freeBytes += buffer.length;
  }

  /** Drops free buffers, starting with the size class that was added first. */
  #shrink(): void {
    for (const [capacity, free] of this.#free) {
      while (this.#freeBytes > 0 && this.#freeBytes + this.#usedBytes > this.#maxBytes && free.pop())
        this.#freeBytes -= capacity;
    }
  }
}

function toSizeClass(size: number): number {
  return 2 ** Math.ceil(Math.log2(size));
}
