/** The runner cancelled the step with a signal. */
export class StepCancelledError extends Error {
  override readonly name = 'StepCancelledError';

  constructor(signal: NodeJS.Signals) {
    super(`the step was cancelled (${signal})`);
  }
}

/**
 * Returns a signal that is aborted when the runner cancels the step. The runner sends SIGINT, SIGTERM 7.5 seconds later
 * (Ctrl+C and Ctrl+Break on Windows), and kills the process after another 2.5 seconds. Listens until the process ends.
 */
export function createCancellationSignal(): AbortSignal {
  const controller = new AbortController();
  const cancel = (name: NodeJS.Signals): void => controller.abort(new StepCancelledError(name));
  process.on('SIGINT', cancel).on('SIGTERM', cancel).on('SIGBREAK', cancel);
  return controller.signal;
}
