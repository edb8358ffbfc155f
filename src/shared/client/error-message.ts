/** The message of an error. Anything can be thrown: other values are converted to text. */
export function getErrorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
