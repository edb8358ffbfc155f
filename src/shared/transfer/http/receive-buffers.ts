const KIB = 1024;

/**
 * Size of a connection's first buffer, until a response needs more. Allocated buffers make V8 collect all garbage: with 256 KiB for
 * each connection, twice during a download of 2,000 small files; with this, once.
 */
const INITIAL_BYTES = 64 * KIB;
const USUAL_BYTES = 256 * KIB;
/** For the ranges of large files, because each write in the thread pool has a cost. */
const LARGE_BYTES = 1024 * KIB;
/** Shorter responses would not fill a large buffer often enough to justify its allocation. */
const MIN_LARGE_RESPONSE_BYTES = 4 * 1024 * KIB;
/** Maximum number of large buffers, so that memory is bounded. */
const MAX_LARGE_BUFFERS = 40;

/**
 * Maximum bytes in buffers that sinks are still writing while their connections receive into others. Beyond it, a connection
 * waits for its sink, so that a slow disk slows the transfer down and memory is bounded.
 */
const MAX_KEPT_BYTES = 8 * 1024 * KIB;

/** The receive buffers of all connections. They are reused, so that reading allocates nothing. */
export class ReceiveBuffers {
  /** By size; also those of closed connections, for stores that close the connection after each response. */
  readonly #free = new Map<number, Buffer[]>();
  #largeCount = 0;
  #keptBytes = 0;

  /** Returns a buffer to receive a response of this many bytes, in pieces if it is longer than the buffer. */
  take(responseBytes: number): Buffer {
    return this.#takeSize(chooseSize(responseBytes));
  }

  release(buffer: Buffer): void {
    const free = this.#free.get(buffer.length);
    if (free) free.push(buffer);
    else this.#free.set(buffer.length, [buffer]);
  }

  /** Returns the buffer, or another one that is better for a response of this many bytes, with the first `end` bytes. */
  fit(buffer: Buffer, end: number, responseBytes: number): Buffer {
    const size = chooseSize(responseBytes);
    const isOversized = buffer.length === LARGE_BYTES && size < LARGE_BYTES && end <= USUAL_BYTES;
    if (buffer.length >= size && !isOversized) return buffer;
    const other = this.#takeSize(Math.max(size, USUAL_BYTES));
    if (other.length <= buffer.length && !isOversized) {
      // All large buffers are in use.
      this.release(other);
      return buffer;
    }
    buffer.copy(other, 0, 0, end);
    this.release(buffer);
    return other;
  }

  /** Whether connections have to wait for their sinks. */
  get isExhausted(): boolean {
    return this.#keptBytes > MAX_KEPT_BYTES;
  }

  /** Replaces a buffer that is in use until `isWritten` settles. */
  exchange(kept: Buffer, isWritten: Promise<void>): Buffer {
    this.#keptBytes += kept.length;
    void isWritten.then(() => {
      this.#keptBytes -= kept.length;
      this.release(kept);
    });
    return this.#takeSize(kept.length);
  }

  /** Instead of a large buffer beyond the limit, returns a usual one. */
  #takeSize(size: number): Buffer {
    const free = this.#free.get(size)?.pop();
    if (free) return free;
    if (size < LARGE_BYTES) return Buffer.allocUnsafeSlow(size);
    if (this.#largeCount >= MAX_LARGE_BUFFERS) return this.#takeSize(USUAL_BYTES);
    this.#largeCount += 1;
    return Buffer.allocUnsafeSlow(size);
  }
}

function chooseSize(responseBytes: number): number {
  if (responseBytes <= INITIAL_BYTES) return INITIAL_BYTES;
  return responseBytes < MIN_LARGE_RESPONSE_BYTES ? USUAL_BYTES : LARGE_BYTES;
}
