const SMALLEST = 64 * 1024;

/**
 * Buffers that are used again: what a transfer holds is what it needs at once, not what it ever needed. Sizes go by
 * powers of two; small ones are left to the runtime's own pool.
 */
export class Buffers {
  readonly #free = new Map<number, Buffer[]>();
  readonly #mostFree: number;
  #freeBytes = 0;

  /** Keeps at most `mostFree` bytes that nobody uses. */
  constructor(mostFree: number) {
    this.#mostFree = mostFree;
  }

  /** A buffer of this many bytes, with whatever is in it. */
  take(size: number): Buffer {
    if (size < SMALLEST) return Buffer.allocUnsafe(size);
    const room = classOf(size);
    const used = this.#free.get(room)?.pop();
    if (used) this.#freeBytes -= room;
    return (used ?? Buffer.from(new ArrayBuffer(room))).subarray(0, size);
  }

  /** Takes a buffer back. It must not be in use any more: one that a failed request may still read is not given back. */
  give(buffer: Buffer): void {
    const room = buffer.buffer.byteLength;
    if (buffer.length < SMALLEST || room !== classOf(buffer.length)) return;
    if (this.#freeBytes + room > this.#mostFree) return;
    const whole = Buffer.from(buffer.buffer);
    const free = this.#free.get(room);
    if (free) free.push(whole);
    else this.#free.set(room, [whole]);
    this.#freeBytes += room;
  }
}

function classOf(size: number): number {
  return 2 ** Math.ceil(Math.log2(size));
}
