import type { Token } from '../credentials/token.ts';
import {
  type ErrorDetails,
  InvalidError,
  NotFoundError,
  type ProvenaError,
  type RequestInfo,
  RequestRejectedError,
  UnavailableError,
  UnexpectedResponseError,
} from '../errors.ts';
import { getField, getTextField } from '../mapping.ts';
import { parseDetail, parseIssues, parseReportedStatus } from './reported-status.ts';
import { type HttpResponse, isJson, parseBody } from './response.ts';
import type { Route } from './route.ts';
import type { Secrets } from './secrets.ts';
import { getServerTime } from './server-clock.ts';
import { appendDetail, classifyUnauthorized, createForbiddenError } from './unauthorized.ts';

export interface Exchange {
  readonly request: RequestInfo;
  readonly route: Route<unknown>;
  readonly token: Token | undefined;
  readonly response: HttpResponse;
}

/** Statuses after which the same request may succeed later. */
export const TRANSIENT_STATUSES: readonly number[] = [408, 425, 429, 502, 503, 504];

/** Returns the error that a response reports, or `undefined` for success. */
export function classifyResponse(exchange: Exchange, secrets: Secrets): ProvenaError | undefined {
  const { request, route, response, token } = exchange;
  const { status } = response;
  if (status >= 200 && status < 300) return findRejection(exchange, secrets);
  const content = parseBody(response);
  const body = secrets.redact(content);
  const details: ErrorDetails = { request, status, body, detail: parseDetail(body) };
  // Provena's servers respond with JSON that has a `detail`, so the reason is not the item, the user or the token.
  const canBeFromProxy =
    status >= 400 && status < 500 && status !== 404 && !TRANSIENT_STATUSES.includes(status);
  // A gateway reports a request that is too large for it in JSON, too.
  const isFromServer = isJson(response) && (status === 413 || getField(content, 'detail') !== undefined);
  if (canBeFromProxy && !isFromServer) {
    const message = `a proxy or firewall rejected the request to ${request.url} (${status})`;
    return new UnexpectedResponseError(appendDetail(message, details), details);
  }
  if (status === 401) return classifyUnauthorized(details, route.access, token, response);
  if (status === 403) return createForbiddenError(details, token?.claims?.preferred_username);
  if (status === 404) {
    return new NotFoundError(
      `${request.url} does not exist. Check the endpoint of ${request.service}`,
      details,
    );
  }
  if (status === 422) {
    const issues = parseIssues(body);
    const reason = 'request validation failed (422)';
    return issues.length > 0
      ? new InvalidError(reason, { ...details, detail: undefined, issues })
      : new InvalidError(appendDetail(reason, details), details);
  }
  if (status === 400 && route.notFoundOn === 400)
    return new NotFoundError(appendDetail('not found', details), details);
  if (status >= 500 || TRANSIENT_STATUSES.includes(status))
    return createUnavailableError(details, route, response);
  if (status >= 400) return new RequestRejectedError(appendDetail(`rejected (${status})`, details), details);
  return new UnexpectedResponseError(
    `unexpected status HTTP ${status}${describeRedirect(exchange)}`,
    details,
  );
}

/** The target of a redirect that was not followed, without the query, which can contain secrets. */
export function describeRedirect({ request, response }: Pick<Exchange, 'request' | 'response'>): string {
  const [target] = response.headers['location']?.split(/[?#]/) ?? [];
  if (!target) return '';
  return `, a redirect to ${target}, which is not followed. Check the endpoint of ${request.service}`;
}

/** HTTP 200 with `success: false`. This is the only place that treats it as an error. */
function findRejection({ request, route, response }: Exchange, secrets: Secrets): ProvenaError | undefined {
  const content = parseBody(response);
  if (parseReportedStatus(content, route.statusField)?.success !== false) return undefined;
  const body = secrets.redact(content);
  const reported = parseReportedStatus(body, route.statusField);
  const details: ErrorDetails = { request, status: response.status, body, detail: reported?.details };
  if (route.notFoundOn === 'status') return new NotFoundError(appendDetail('not found', details), details);
  return new RequestRejectedError(appendDetail('rejected', details), { ...details, partial: reported?.rest });
}

/** The error of a response with a transient status or 5xx. */
export function createUnavailableError(
  details: ErrorDetails,
  { safety, adviceOn500 }: Pick<Route<unknown>, 'safety' | 'adviceOn500'>,
  response: HttpResponse,
): UnavailableError {
  const { status = 0, request, body } = details;
  const isRateLimited = status === 429;
  const retryAfterMs = parseRetryAfter(response.headers);
  // Provena has detected the error. Any other 5xx is an unhandled one, or is from a gateway, a proxy or another server.
  const isHandled = status === 500 && getTextField(body, 'detail') !== undefined;
  const source = request && !isHandled ? ` from ${request.url}` : '';
  const reason = `${isRateLimited ? 'too many requests' : 'server error'} (${status})${source}`;
  const wait = retryAfterMs ? `; retry after ${Math.ceil(retryAfterMs / 1000)} s` : '';
  const message = appendDetail(`${reason}${wait}`, details);
  const end = message.endsWith('.') ? '' : '.';
  const advice = isHandled && adviceOn500 ? `${end} If other requests succeed, ${adviceOn500}` : '';
  return new UnavailableError(message + advice, {
    ...details,
    transient: details.transient ?? TRANSIENT_STATUSES.includes(status),
    outcomeUnknown: !isRateLimited && safety !== 'safe',
    retryAfterMs,
  });
}

/** `Retry-After`, as seconds or as a date by the server's clock, in milliseconds from now. Other text is ignored. */
function parseRetryAfter(headers: HttpResponse['headers']): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // `Date.parse` also reads some numbers, such as -5 and 1.5.
  const ms = /[a-z]/i.test(value) ? Date.parse(value) - getServerTime(headers) : Number.NaN;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
