/** The message of an error. Anything can be thrown: other values are converted to text. */
export function getErrorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The first line of a message, for a log line about a failure that does not end the step. */
export function getFirstLine(error: unknown): string {
  return getErrorMessage(error).split('\n', 1)[0] ?? '';
}

/** The stack of an error for the debug log, or its message if it has none. */
export function getErrorStack(error: unknown): string {
  return (error instanceof Error ? error.stack : undefined) ?? getErrorMessage(error);
}
