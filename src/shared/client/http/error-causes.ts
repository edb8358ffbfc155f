/** Codes of an error, of the errors that it aggregates (one per address tried) and of its causes. */
export function getErrorCodes(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const aggregated = error instanceof AggregateError ? error.errors.flatMap(getErrorCodes) : [];
  return [...own, ...aggregated, ...getErrorCodes(error.cause)];
}
