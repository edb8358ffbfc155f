/** How much of a transfer is done. Files that are skipped do not count. */
export interface Progress {
  readonly doneFiles: number;
  readonly totalFiles: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Bytes per second over the last interval. */
  readonly bytesPerSecond: number;
  /**
   * Estimated remaining seconds at the average rate so far; absent until a hundredth of the bytes was transferred. Parts of large
   * files count when they are complete, so that at first only the bytes of a few small files would count.
   */
  readonly secondsLeft: number | undefined;
}

export interface ProgressOptions {
  /** Called regularly while files are transferred. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Milliseconds between reports. Default 5,000. */
  readonly progressIntervalMs?: number | undefined;
}

/** The file of a run that took longest. */
export interface SlowFile {
  readonly name: string;
  readonly milliseconds: number;
}

/** Counts files and bytes of a run, reports progress periodically, and keeps the slowest file. */
export class ProgressMeter {
  readonly #total: { readonly files: number; readonly bytes: number };
  readonly #started = performance.now();
  readonly #timer: NodeJS.Timeout | undefined;
  #slowest: SlowFile | undefined;
  #files = 0;
  #bytes = 0;
  #resumedBytes = 0;
  #lastBytes = 0;
  #lastTime = performance.now();

  constructor(total: { readonly files: number; readonly bytes: number }, options: ProgressOptions) {
    this.#total = total;
    const { onProgress, progressIntervalMs = 5_000 } = options;
    if (onProgress) this.#timer = setInterval(() => onProgress(this.#read()), progressIntervalMs).unref();
  }

  /** @param isResumed whether an earlier run has transferred them. */
  addBytes(count: number, isResumed = false): void {
    if (isResumed) this.#resumedBytes += count;
    else this.#bytes += count;
  }

  addFile(name: string, startedAt: number): void {
    this.#files += 1;
    const milliseconds = performance.now() - startedAt;
    if (milliseconds > (this.#slowest?.milliseconds ?? 0)) this.#slowest = { name, milliseconds };
  }

  /** Stops the reports and returns the totals. */
  stop(): { milliseconds: number; bytes: number; slowest: SlowFile | undefined } {
    clearInterval(this.#timer);
    return { milliseconds: performance.now() - this.#started, bytes: this.#bytes, slowest: this.#slowest };
  }

  #read(): Progress {
    const now = performance.now();
    const bytesPerSecond = ((this.#bytes - this.#lastBytes) * 1000) / Math.max(1, now - this.#lastTime);
    this.#lastBytes = this.#bytes;
    this.#lastTime = now;
    const secondsPerByte = (now - this.#started) / 1000 / this.#bytes;
    const doneBytes = this.#bytes + this.#resumedBytes;
    const bytesLeft = Math.max(0, this.#total.bytes - doneBytes);
    return {
      doneFiles: this.#files,
      totalFiles: this.#total.files,
      doneBytes,
      totalBytes: this.#total.bytes,
      bytesPerSecond,
      secondsLeft: this.#bytes > this.#total.bytes / 100 ? bytesLeft * secondsPerByte : undefined,
    };
  }
}
