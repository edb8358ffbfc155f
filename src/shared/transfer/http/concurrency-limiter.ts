import { getAbortReason } from './s3-transport.ts';

/**
 * The initial number of slots. Beyond it, connections are added only while this process waits for the store: at a latency of
 * 25 ms, 128 requests in flight already need all of its CPU time, and each connection costs a TLS handshake.
 */
const INITIAL_SLOTS = 128;

export interface ConcurrencyLimits {
  /** Maximum number of requests in flight. */
  readonly slots: number;
  /** Maximum bytes in flight, summed over all requests. A single request may exceed it. */
  readonly bytes: number;
  /** Whether this process has no CPU time left. Default: the utilization of the event loop. */
  readonly isBusy?: () => boolean;
}

interface QueuedRequest {
  readonly bytes: number;
  readonly signal: AbortSignal;
  readonly start: () => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Limits the requests in flight, by number and by bytes, in FIFO order. Each success adds a slot, up to the limit, beyond
 * {@link INITIAL_SLOTS} only if this process is otherwise idle. A 503 `SlowDown` response halves the slots; after that, it
 * takes a full round of successes to add one.
 */
export class ConcurrencyLimiter {
  readonly #limits: ConcurrencyLimits;
  readonly #queue: QueuedRequest[] = [];
  /** Signals with a listener. */
  readonly #signals = new WeakSet<AbortSignal>();
  #slots: number;
  /** Up to this number, each success adds a slot. */
  #slowStartThreshold: number;
  #inFlight = 0;
  #bytesInFlight = 0;
  #successesSinceChange = 0;
  #lastHalvedAt = 0;
  readonly #isBusy: () => boolean;

  constructor(limits: ConcurrencyLimits) {
    this.#limits = limits;
    this.#isBusy = limits.isBusy ?? createBusyCheck();
    this.#slots = Math.min(INITIAL_SLOTS, limits.slots);
    this.#slowStartThreshold = limits.slots;
  }

  /** The number of requests that may currently be in flight. */
  get slots(): number {
    return this.#slots;
  }

  /** The largest number of requests that may ever be in flight. */
  get maxSlots(): number {
    return this.#limits.slots;
  }

  /** Raises the slots to the number of open connections, unless the store has asked for fewer requests. */
  raiseSlots(connections: number): void {
    if (this.#lastHalvedAt > 0) return;
    this.#slots = Math.max(this.#slots, Math.min(connections, this.#limits.slots));
  }

  /** Waits for a slot; the returned function releases it. Rejects with the signal's abort reason. */
  async acquire(bytes: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#queue.length > 0 || !this.#hasRoom(bytes)) await this.#enqueue(bytes, signal);
    else this.#take(bytes);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#inFlight -= 1;
      this.#bytesInFlight -= bytes;
      this.#startQueued();
    };
  }

  recordSuccess(): void {
    if (this.#slots >= this.#limits.slots) return;
    this.#successesSinceChange += 1;
    if (this.#slots >= this.#slowStartThreshold && this.#successesSinceChange < this.#slots) return;
    if (this.#slots >= INITIAL_SLOTS && this.#isBusy()) return;
    this.#successesSinceChange = 0;
    this.#slots += 1;
    this.#startQueued();
  }

  /** Halves the slots, once for all throttled requests that were sent before the last change. */
  slowDown(sentAt: number): void {
    if (sentAt < this.#lastHalvedAt) return;
    this.#lastHalvedAt = Date.now();
    this.#slots = Math.max(1, this.#slots >> 1);
    this.#slowStartThreshold = this.#slots;
    this.#successesSinceChange = 0;
  }

  #enqueue(bytes: number, signal: AbortSignal): Promise<void> {
    this.#listen(signal);
    return new Promise((resolve, reject) => this.#queue.push({ bytes, signal, start: resolve, reject }));
  }

  /** One listener for all requests: adding and removing one for each takes more time than queuing. */
  #listen(signal: AbortSignal): void {
    if (this.#signals.has(signal)) return;
    this.#signals.add(signal);
    signal.addEventListener('abort', () => {
      const aborted = this.#queue.filter((request) => request.signal === signal);
      const rest = this.#queue.filter((request) => request.signal !== signal);
      this.#queue.splice(0, this.#queue.length, ...rest);
      for (const { reject } of aborted) reject(getAbortReason(signal));
      this.#startQueued();
    });
  }

  #startQueued(): void {
    for (let next = this.#queue[0]; next && this.#hasRoom(next.bytes); next = this.#queue[0]) {
      this.#queue.shift();
      this.#take(next.bytes);
      next.start();
    }
  }

  #take(bytes: number): void {
    this.#inFlight += 1;
    this.#bytesInFlight += bytes;
  }

  #hasRoom(bytes: number): boolean {
    if (this.#inFlight === 0) return true;
    return this.#inFlight < this.#slots && this.#bytesInFlight + bytes <= this.#limits.bytes;
  }
}

const BUSY_UTILIZATION = 0.75;
const MIN_SAMPLE_MS = 25;

/** Returns a function that reports whether the event loop was busy in the last interval. */
function createBusyCheck(): () => boolean {
  let last = performance.eventLoopUtilization();
  let lastAt = performance.now();
  let isBusy = false;
  return () => {
    const now = performance.now();
    if (now - lastAt < MIN_SAMPLE_MS) return isBusy;
    const current = performance.eventLoopUtilization();
    isBusy = performance.eventLoopUtilization(current, last).utilization > BUSY_UTILIZATION;
    last = current;
    lastAt = now;
    return isBusy;
  };
}
