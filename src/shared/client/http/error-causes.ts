/** Codes of an error, of the errors that it aggregates (one per address tried) and of its causes. */
export function getErrorCodes(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const aggregated = error instanceof AggregateError ? error.errors.flatMap(getErrorCodes) : [];
  return [...own, ...aggregated, ...getErrorCodes(error.cause)];
}

/** Whether the error, or one of its causes, occurred before there was a connection: nothing was sent. */
export function isConnectFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { syscall }: NodeJS.ErrnoException = error;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return (
    (error instanceof AggregateError && error.errors.some(isConnectFailure)) || isConnectFailure(error.cause)
  );
}

/** The part of OpenSSL that reads the first record of a connection, before any request was sent. */
const CLEARTEXT_RESPONSE = /tlsany_meth|http request/i;

/** Whether OpenSSL rejected the first bytes of the server. Only its message distinguishes this from a later failure. */
export function isCleartextResponse(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isRejected = CLEARTEXT_RESPONSE.test(error.message) && /\bSSL\b/.test(error.message);
  return isRejected || isCleartextResponse(error.cause);
}
