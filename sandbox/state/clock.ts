/**
 * The clock of the sandbox. Tests can set its difference to the clock of the machine. In a file of its own, because the
 * parts of the state use it: it would close an import cycle in sandbox-state.ts.
 */
export class Clock {
  readonly #settings: Readonly<{ clock_skew_seconds: number }>;

  constructor(settings: Readonly<{ clock_skew_seconds: number }>) {
    this.#settings = settings;
  }

  /** Milliseconds since 1970. */
  ms(): number {
    return Date.now() + this.#settings.clock_skew_seconds * 1000;
  }

  /** Whole seconds since 1970, as the APIs return them. */
  seconds(): number {
    return Math.floor(this.ms() / 1000);
  }
}
