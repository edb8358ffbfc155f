/** The sandbox's time, which tests can shift against the machine's. */
export class Clock {
  skewSeconds = 0;

  /** Milliseconds since 1970. */
  ms(): number {
    return Date.now() + this.skewSeconds * 1000;
  }

  /** Whole seconds since 1970, as the APIs write them. */
  seconds(): number {
    return Math.floor(this.ms() / 1000);
  }
}
