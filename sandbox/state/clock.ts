/**
 * The clock of the sandbox. Tests can set its difference to the clock of the machine. In a file of its own, because the
 * parts of the state use it: it would close an import cycle in sandbox-state.ts.
 */
export type Clock = ReturnType<typeof createClock>;

export function createClock(settings: Readonly<{ clock_skew_seconds: number }>) {
  /** Milliseconds since 1970. */
  const ms = (): number => Date.now() + settings.clock_skew_seconds * 1000;
  /** Whole seconds since 1970, as the APIs return them. */
  const seconds = (): number => Math.floor(ms() / 1000);
  return { ms, seconds };
}
