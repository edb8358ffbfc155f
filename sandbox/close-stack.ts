type Close = () => unknown;

/**
 * Closes what was opened, in reverse order: `AsyncDisposableStack` of the language, which Node.js 22 does not have.
 */
export class CloseStack {
  readonly #closers: Close[] = [];

  /** Adds what {@link close} calls. */
  defer(close: Close): void {
    this.#closers.push(close);
  }

  /**
   * Closes everything, even if something cannot be closed. Calling it again has no effect.
   * @throws AggregateError with all errors.
   */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join(', '));
  }
}
