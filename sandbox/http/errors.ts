import type { Problem } from '../pydantic/type.ts';
import type { IncomingRequest } from './incoming.ts';

/** Rejects a request with a status and JSON `{"detail": …}`. */
export class HttpError extends Error {
  override readonly name: string = 'HttpError';
  readonly status: number;
  readonly detail: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, detail: unknown, headers: Record<string, string> = {}) {
    super(typeof detail === 'string' ? detail : JSON.stringify(detail));
    this.status = status;
    this.detail = detail;
    this.headers = headers;
  }
}

/** Invalid body or query: 422 with pydantic's list of problems. */
export class ValidationError extends HttpError {
  override readonly name = 'ValidationError';

  constructor(problems: Problem[]) {
    super(422, problems);
  }
}

/** An unhandled exception of the real server: 500 with the text `Internal Server Error`, not JSON. */
export class UnhandledServerError extends Error {
  override readonly name = 'UnhandledServerError';
}

export const badRequest = (detail: string) => new HttpError(400, detail);
export const unauthorized = (detail: string) => new HttpError(401, detail);
export const forbidden = (detail: string) => new HttpError(403, detail);
export const serverError = (detail: string) => new HttpError(500, detail);

/** DynamoDB rejects empty keys. @throws HttpError (500) for an empty key */
export function assertNonEmptyKey(key: string): void {
  if (key === '') throw serverError('The table rejects an empty string as key.');
}

/** Rejects the token, before any check of the route. */
export const unauthenticated = (detail: string) =>
  new HttpError(401, detail, { 'www-authenticate': 'Bearer' });

/** Reports a bug of the sandbox, or a problem of its disk, on standard error. */
export function reportInternalError(error: unknown, request: Pick<IncomingRequest, 'method' | 'path'>): void {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`provena-sandbox: internal error at ${request.method} ${request.path}: ${details}\n`);
}
