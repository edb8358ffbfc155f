/** The step was cancelled: the runner sent a signal. */
export class StepCancelledError extends Error {
  override readonly name = 'Cancelled';

  constructor(signal: NodeJS.Signals) {
    super(`the step was cancelled (${signal})`);
  }
}

/**
 * An abort signal that fires when the runner cancels the step. A runner sends SIGINT, SIGTERM 7.5 seconds later (on
 * Windows Ctrl+C and Ctrl+Break), and kills 2.5 seconds after that; what is under way must end itself before. Listens until the process ends.
 */
export function createCancellationSignal(): AbortSignal {
  const controller = new AbortController();
  const cancel = (name: NodeJS.Signals): void => controller.abort(new StepCancelledError(name));
  process.on('SIGINT', cancel).on('SIGTERM', cancel).on('SIGBREAK', cancel);
  return controller.signal;
}
