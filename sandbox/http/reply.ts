/** A response. Routes that respond with JSON and status 200 return only the value. */
export class Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;

  constructor(status: number, headers: Record<string, string>, body: string | Uint8Array) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return jsonText(JSON.stringify(value), status, headers);
}

/** A response whose body is already JSON text. */
export function jsonText(text: string, status = 200, headers: Record<string, string> = {}): Reply {
  return new Reply(status, { 'content-type': 'application/json', ...headers }, text);
}

export function plainText(body: string, status = 200, headers: Record<string, string> = {}): Reply {
  return new Reply(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }, body);
}

export function html(body: string, status = 200): Reply {
  return new Reply(status, { 'content-type': 'text/html; charset=utf-8' }, body);
}

export function attachment(body: string, fileName: string, contentType: string): Reply {
  const headers = {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${fileName}"`,
  };
  return new Reply(200, headers, body);
}
