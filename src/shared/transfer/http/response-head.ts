/** The head of an HTTP/1.1 answer, as far as moving objects needs it (RFC 9112). */
export interface ParsedHead {
  readonly status: number;
  /** Lower-case names; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether it is a success whose body, if it has one, is framed by its length and nothing else. */
  readonly isSupported: boolean;
  /** Bytes of the body that follows; 0 unless {@link isSupported}. */
  readonly bodyLength: number;
  readonly isKeepAlive: boolean;
}

const MAX_HEAD_BYTES = 64 * 1024;

/** The head of the answer to a request by `method`, and where it ends, or `undefined` while it has not come whole. */
export function parseResponseHead(
  bytes: Buffer,
  method: string,
): { head: ParsedHead; end: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) {
    if (bytes.length > MAX_HEAD_BYTES) throw new Error('the head of the answer has no end');
    return undefined;
  }
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const [, minor, status] = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(first) ?? [];
  if (status === undefined) throw new Error('the answer is not HTTP/1.1');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) throw new Error('a header of the answer has no name');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const length = headers['content-length'];
  const isPlain =
    (status === '200' || status === '206') &&
    length !== undefined &&
    /^\d+$/.test(length) &&
    headers['transfer-encoding'] === undefined;
  const keepsAlive = minor === '1' && headers['connection']?.toLowerCase() !== 'close';
  const follows = isPlain && method !== 'HEAD' ? Number(length) : 0;
  return {
    head: {
      status: Number(status),
      headers,
      isSupported: isPlain,
      bodyLength: follows,
      isKeepAlive: keepsAlive,
    },
    end: end + 4,
  };
}
