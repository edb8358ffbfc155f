/** The head of an HTTP/1.1 response (RFC 9112), as far as object transfers need it. */
export interface ParsedHead {
  readonly status: number;
  /** Lower-case names; repeated headers are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether it is a 200 or 206 whose body is delimited by `Content-Length` alone. */
  readonly isSupported: boolean;
  /** Bytes of the body that follows; 0 unless {@link isSupported}. */
  readonly bodyLength: number;
  readonly isKeepAlive: boolean;
}

const MAX_HEAD_BYTES = 64 * 1024;
/** Decoded first, because searching a string is faster than searching bytes. */
const USUAL_HEAD_BYTES = 1024;
const HEAD_END = '\r\n\r\n';

/**
 * Parses the head of the response to a request with this method.
 * @returns the head and the offset of its end, or `undefined` while it is incomplete.
 */
export function parseResponseHead(
  bytes: Buffer,
  method: string,
): { head: ParsedHead; end: number } | undefined {
  let text = bytes.toString('latin1', 0, Math.min(bytes.length, USUAL_HEAD_BYTES));
  let end = text.indexOf(HEAD_END);
  if (end < 0 && bytes.length > USUAL_HEAD_BYTES) {
    text = bytes.toString('latin1', 0, MAX_HEAD_BYTES);
    end = text.indexOf(HEAD_END);
  }
  if (end < 0) {
    if (bytes.length >= MAX_HEAD_BYTES)
      throw new Error(`the response headers are longer than ${MAX_HEAD_BYTES} bytes`);
    return undefined;
  }
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const [, minorVersion, status] = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(statusLine) ?? [];
  if (status === undefined) throw new Error('the response is not HTTP/1.1');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) throw new Error('a response header has no name');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const length = headers['content-length'];
  const isSupported =
    (status === '200' || status === '206') &&
    length !== undefined &&
    /^\d+$/.test(length) &&
    headers['transfer-encoding'] === undefined;
  const isKeepAlive = minorVersion === '1' && headers['connection']?.toLowerCase() !== 'close';
  const bodyLength = isSupported && method !== 'HEAD' ? Number(length) : 0;
  return { head: { status: Number(status), headers, isSupported, bodyLength, isKeepAlive }, end: end + 4 };
}
