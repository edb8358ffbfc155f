// In a file of its own, because the start of every action loads error-causes.ts.

/** The part of OpenSSL that reads the first record of a connection, before any request was sent. */
const CLEARTEXT_RESPONSE = /tlsany_meth|http request/i;

/** Whether OpenSSL rejected the first bytes of the server. Only its message distinguishes this from a later failure. */
export function isCleartextResponse(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isRejected = CLEARTEXT_RESPONSE.test(error.message) && /\bSSL\b/.test(error.message);
  return isRejected || isCleartextResponse(error.cause);
}
