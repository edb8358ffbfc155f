/** Bytes that must arrive within each idle timeout. Even a slow network that 256 connections share delivers more to each. */
const MIN_BYTES = 1024;

/** Detects a response that arrives too slowly, although its bytes reset the idle timeout. */
export class ResponseRate {
  readonly #idleTimeoutMs: number;
  #start: number | undefined;
  #bytes = 0;

  constructor(idleTimeoutMs: number) {
    this.#idleTimeoutMs = idleTimeoutMs;
  }

  /** Starts to measure with the bytes that arrive next. */
  restart(): void {
    this.#start = undefined;
    this.#bytes = 0;
  }

  /** Adds bytes that arrived. Returns an error with the code `ETIMEDOUT` if they were too few for the time. */
  add(count: number): Error | undefined {
    this.#bytes += count;
    if (this.#bytes >= MIN_BYTES) {
      this.restart();
      return undefined;
    }
    const now = performance.now();
    this.#start ??= now;
    if (now - this.#start <= this.#idleTimeoutMs) return undefined;
    const message = `only ${this.#bytes} bytes arrived in ${this.#idleTimeoutMs} ms`;
    return Object.assign(new Error(message), { code: 'ETIMEDOUT' });
  }
}
