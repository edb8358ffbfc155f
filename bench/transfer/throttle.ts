import { setTimeout as sleep } from 'node:timers/promises';

/** Waits shorter than this are skipped: timers are not more exact. The next wait makes up for it. */
const MIN_WAIT_MS = 4;

/** A link of limited bandwidth that all connections share. */
export class Throttle {
  readonly #bytesPerMs: number;
  #freeAt = 0;

  /** 0 for no limit. */
  constructor(bytesPerSecond: number) {
    this.#bytesPerMs = bytesPerSecond > 0 ? bytesPerSecond / 1000 : Number.POSITIVE_INFINITY;
  }

  /** Adds bytes to the link. Returns the milliseconds until it has transferred them. */
  add(bytes: number): number {
    const now = performance.now();
    this.#freeAt = Math.max(now, this.#freeAt) + bytes / this.#bytesPerMs;
    const waitMs = this.#freeAt - now;
    return waitMs < MIN_WAIT_MS ? 0 : waitMs;
  }

  /** Waits until the link has transferred some more bytes. */
  async transfer(bytes: number): Promise<void> {
    const waitMs = this.add(bytes);
    if (waitMs > 0) await sleep(waitMs);
  }
}
