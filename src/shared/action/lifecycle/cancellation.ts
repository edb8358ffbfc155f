/** The runner cancelled the step, or has ended. */
export class StepCancelledError extends Error {
  override readonly name = 'StepCancelledError';

  /** @param event for example the signal. */
  constructor(event: string) {
    super(`the step was cancelled (${event})`);
  }
}

/**
 * Returns a signal that is aborted when the runner cancels the step. The runner sends SIGINT, SIGTERM 7.5 seconds later
 * (Ctrl+C and Ctrl+Break on Windows), and kills the process after another 2.5 seconds. SIGHUP is sent when the terminal of a
 * self-hosted runner or of act is closed. A runner that has ended no longer reads the log. Listens until the process ends.
 */
export function createCancellationSignal(): AbortSignal {
  const controller = new AbortController();
  const cancel = (event: string): void => controller.abort(new StepCancelledError(event));
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) process.on(event, cancel);
  // Without a listener, each error would be uncaught, and its message would be written to the log, which fails again.
  process.stdout.on('error', ({ message }) => cancel(`the log cannot be written: ${message}`));
  return controller.signal;
}

/** The runner kills the process 10 seconds after SIGINT; the rest is for outputs and the summary. */
const GRACE_PERIOD_MS = 8500;

/**
 * Returns a signal for requests that must not be abandoned: it is aborted 8.5 seconds after `signal`, so that the response
 * to a request in progress is received.
 */
export function createGraceSignal(signal: AbortSignal, gracePeriodMs = GRACE_PERIOD_MS): AbortSignal {
  const controller = new AbortController();
  if (signal.aborted) controller.abort(signal.reason);
  signal.addEventListener(
    'abort',
    () => setTimeout(() => controller.abort(signal.reason), gracePeriodMs).unref(),
    { once: true, signal: controller.signal },
  );
  return controller.signal;
}
