/** How far a run is. */
export interface Progress {
  readonly doneFiles: number;
  readonly totalFiles: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Bytes a second over the last interval. */
  readonly bytesPerSecond: number;
  /** Seconds to go at the rate of the whole run so far; absent until something is known. */
  readonly secondsLeft: number | undefined;
}

/** Whom to tell how far a run is, and how often. */
export interface ProgressOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Default 5,000. */
  readonly progressIntervalMs?: number | undefined;
}

/** A file that took long. */
export interface SlowFile {
  readonly name: string;
  readonly milliseconds: number;
  /** Bytes. */
  readonly size: number;
}

const MAX_SLOWEST_FILES = 5;

/** Counts what a run has done, tells it every few seconds, and remembers the slowest files. */
export class ProgressMeter {
  readonly #total: { readonly files: number; readonly bytes: number };
  readonly #started = performance.now();
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #slowest: SlowFile[] = [];
  #files = 0;
  #bytes = 0;
  #lastBytes = 0;
  #lastTime = performance.now();

  constructor(total: { readonly files: number; readonly bytes: number }, options: ProgressOptions) {
    this.#total = total;
    const { onProgress, progressIntervalMs: progressEveryMs = 5_000 } = options;
    if (onProgress) this.#timer = setInterval(() => onProgress(this.#read()), progressEveryMs).unref();
  }

  addBytes(count: number): void {
    this.#bytes += count;
  }

  addFile(name: string, size: number, startedAt: number): void {
    this.#files += 1;
    const milliseconds = performance.now() - startedAt;
    if (
      this.#slowest.length === MAX_SLOWEST_FILES &&
      milliseconds <= (this.#slowest.at(-1)?.milliseconds ?? 0)
    )
      return;
    this.#slowest.push({ name, milliseconds, size });
    this.#slowest.sort((a, b) => b.milliseconds - a.milliseconds);
    this.#slowest.length = Math.min(MAX_SLOWEST_FILES, this.#slowest.length);
  }

  /** Stops telling; gives what the run took and its slowest files. */
  stop(): { milliseconds: number; bytes: number; slowest: readonly SlowFile[] } {
    clearInterval(this.#timer);
    return { milliseconds: performance.now() - this.#started, bytes: this.#bytes, slowest: this.#slowest };
  }

  #read(): Progress {
    const now = performance.now();
    const rate = ((this.#bytes - this.#lastBytes) * 1000) / Math.max(1, now - this.#lastTime);
    this.#lastBytes = this.#bytes;
    this.#lastTime = now;
    const overall = this.#bytes / Math.max(1, now - this.#started);
    const left = Math.max(0, this.#total.bytes - this.#bytes);
    return {
      doneFiles: this.#files,
      totalFiles: this.#total.files,
      doneBytes: this.#bytes,
      totalBytes: this.#total.bytes,
      bytesPerSecond: rate,
      secondsLeft: overall > 0 ? left / overall / 1000 : undefined,
    };
  }
}
