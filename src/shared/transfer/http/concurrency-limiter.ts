import { getAbortReason } from './undici-transport.ts';

/** The bounds of a gate. */
export interface ConcurrencyLimits {
  /** Most holders at once. */
  readonly slots: number;
  /** Most bytes held by all of them together; one holder is let in whatever its size. */
  readonly bytes: number;
}

interface QueuedRequest {
  readonly bytes: number;
  readonly start: () => void;
}

/**
 * With how many it begins. Connections are then opened as they prove useful, not all at once; and V8 does not take the first
 * hundred requests, all under way at its first look, for objects that live long.
 */
const INITIAL_SLOTS = 16;

/**
 * Bounds what is under way, in number and in bytes, first come first served. Each success adds a place, up to the limit.
 * The store's plea to slow down halves the number; from then on it takes a full round of successes to add one.
 */
export class ConcurrencyLimiter {
  readonly #limits: ConcurrencyLimits;
  readonly #queue: QueuedRequest[] = [];
  #slots: number;
  /** Up to here each success adds a place. */
  #knownGood: number;
  #held = 0;
  #heldBytes = 0;
  #goodSinceChange = 0;
  #lastHalved = 0;

  constructor(limits: ConcurrencyLimits) {
    this.#limits = limits;
    this.#slots = Math.min(INITIAL_SLOTS, limits.slots);
    this.#knownGood = limits.slots;
  }

  /** How many may be under way at the moment. */
  get slots(): number {
    return this.#slots;
  }

  /** Waits for a place; the function returned gives it back. Rejects with the signal's reason. */
  async acquire(bytes: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#queue.length > 0 || !this.#fits(bytes)) await this.#wait(bytes, signal);
    else this.#take(bytes);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#held -= 1;
      this.#heldBytes -= bytes;
      this.#admit();
    };
  }

  recordSuccess(): void {
    if (this.#slots >= this.#limits.slots) return;
    this.#goodSinceChange += 1;
    if (this.#slots >= this.#knownGood && this.#goodSinceChange < this.#slots) return;
    this.#goodSinceChange = 0;
    this.#slots += 1;
    this.#admit();
  }

  /** Halves the number. Pleas that come together, for requests sent together, count once. */
  slowDown(sentAt: number): void {
    if (sentAt < this.#lastHalved) return;
    this.#lastHalved = Date.now();
    this.#slots = Math.max(1, this.#slots >> 1);
    this.#knownGood = this.#slots;
    this.#goodSinceChange = 0;
  }

  #wait(bytes: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        const at = this.#queue.indexOf(waiter);
        if (at >= 0) this.#queue.splice(at, 1);
        reject(getAbortReason(signal));
      };
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const waiter: QueuedRequest = { bytes, start: enter };
      signal.addEventListener('abort', leave, { once: true });
      this.#queue.push(waiter);
    });
  }

  #admit(): void {
    for (let next = this.#queue[0]; next && this.#fits(next.bytes); next = this.#queue[0]) {
      this.#queue.shift();
      this.#take(next.bytes);
      next.start();
    }
  }

  #take(bytes: number): void {
    this.#held += 1;
    this.#heldBytes += bytes;
  }

  #fits(bytes: number): boolean {
    if (this.#held === 0) return true;
    return this.#held < this.#slots && this.#heldBytes + bytes <= this.#limits.bytes;
  }
}
