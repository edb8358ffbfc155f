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
} from './errors.ts';
import { parseDetail, parseIssues, parseReportedStatus } from './reported-status.ts';
import { type HttpResponse, parseBody } from './response.ts';
import type { Route } from './route.ts';
import type { Secrets } from './secrets.ts';
import { appendDetail, classifyUnauthorised, createForbiddenError } from './unauthorised.ts';

export interface Exchange {
  readonly request: RequestInfo;
  readonly route: Route<unknown>;
  readonly token: Token | undefined;
  readonly response: HttpResponse;
}

/** Statuses after which the same request may succeed later. */
const TRANSIENT_STATUSES: readonly number[] = [408, 425, 429, 502, 503, 504];

/** Returns the error that a response reports, or `undefined` for success. */
export function classifyResponse(exchange: Exchange, secrets: Secrets): ProvenaError | undefined {
  const { request, route, response, token } = exchange;
  const { status } = response;
  if (status >= 200 && status < 300) return findRejection(exchange, secrets);
  const body = secrets.redact(parseBody(response));
  const details: ErrorDetails = { request, status, body, detail: parseDetail(body) };
  if (status === 401) return classifyUnauthorised(details, route.access, token, response);
  if (status === 403) return createForbiddenError(details, token?.claims?.preferred_username);
  if (status === 404) {
    return new NotFoundError(
      `${request.url} does not exist. Check the endpoint of ${request.service}`,
      details,
    );
  }
  if (status === 422) {
    return new InvalidError('request validation failed (422)', {
      ...details,
      issues: parseIssues(body),
    });
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
function describeRedirect({ request, response }: Exchange): string {
  const [target] = response.headers['location']?.split(/[?#]/) ?? [];
  if (!target) return '';
  return `, a redirect to ${target}, which is not followed. Check the endpoint of ${request.service}`;
}

/** HTTP 200 with `success: false`. This is the only place that treats it as an error. */
function findRejection({ request, route, response }: Exchange, secrets: Secrets): ProvenaError | undefined {
  if (parseReportedStatus(parseBody(response), route.statusField)?.success !== false) return undefined;
  const body = secrets.redact(parseBody(response));
  const reported = parseReportedStatus(body, route.statusField);
  const details: ErrorDetails = { request, status: response.status, body, detail: reported?.details };
  if (route.notFoundOn === 'status') return new NotFoundError(appendDetail('not found', details), details);
  return new RequestRejectedError(appendDetail('rejected', details), { ...details, partial: reported?.rest });
}

function createUnavailableError(
  details: ErrorDetails,
  route: Route<unknown>,
  response: HttpResponse,
): UnavailableError {
  const { status = 0 } = details;
  const isRateLimited = status === 429;
  const retryAfterMs = parseRetryAfter(response.headers['retry-after']);
  const reason = isRateLimited ? 'too many requests (429)' : `server error (${status})`;
  const wait = retryAfterMs ? `; retry after ${Math.ceil(retryAfterMs / 1000)} s` : '';
  return new UnavailableError(appendDetail(`${reason}${wait}`, details), {
    ...details,
    transient: TRANSIENT_STATUSES.includes(status),
    outcomeUnknown: !isRateLimited && route.safety !== 'safe',
    retryAfterMs,
  });
}

/** `Retry-After`, as seconds or as a date, in milliseconds from now. */
function parseRetryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
