import type { Token } from '../credentials/token.ts';
import {
  type Asked,
  type Facts,
  InvalidError,
  NotFoundError,
  NotUnderstoodError,
  type ProvenaError,
  RefusedError,
  UnavailableError,
} from './errors.ts';
import { type Answer, bodyOf } from './reply.ts';
import type { Route } from './route.ts';
import type { Secrets } from './secrets.ts';
import { forbidden, unauthorised, withDetail } from './unauthorised.ts';
import { detailOf, issuesIn, verdictOf } from './verdict.ts';

export interface Exchange {
  readonly asked: Asked;
  readonly route: Route<unknown>;
  readonly token: Token | undefined;
  readonly answer: Answer;
}

/** Statuses after which the same request may succeed a little later. */
const TRANSIENT: readonly number[] = [408, 425, 429, 502, 503, 504];

/** The error that an answer stands for, or `undefined` when it reports success. */
export function errorOf(exchange: Exchange, secrets: Secrets): ProvenaError | undefined {
  const { asked, route, answer, token } = exchange;
  const { status } = answer;
  if (status >= 200 && status < 300) return refusalIn(exchange, secrets);
  const body = secrets.hide(bodyOf(answer));
  const facts: Facts = { asked, status, body, detail: detailOf(body) };
  if (status === 401) return unauthorised(facts, route.access, token, answer);
  if (status === 403) return forbidden(facts, token?.claims?.preferred_username);
  if (status === 404) {
    return new NotFoundError(`${asked.url} does not exist. Check the endpoint of ${asked.service}`, facts);
  }
  if (status === 422) {
    return new InvalidError('the server found fault with what was sent', {
      ...facts,
      issues: issuesIn(body),
    });
  }
  if (status === 400 && route.absent === 400) return new NotFoundError(withDetail('not found', facts), facts);
  if (status >= 500 || TRANSIENT.includes(status)) return unavailable(facts, route, answer);
  if (status >= 400) return new RefusedError(withDetail(`refused (${status})`, facts), facts);
  return new NotUnderstoodError(`did not expect HTTP ${status}`, facts);
}

/** HTTP 200 with `success: false`: the only place where that is an error. */
function refusalIn({ asked, route, answer }: Exchange, secrets: Secrets): ProvenaError | undefined {
  if (verdictOf(bodyOf(answer), route.verdict)?.success !== false) return undefined;
  const body = secrets.hide(bodyOf(answer));
  const verdict = verdictOf(body, route.verdict);
  const facts: Facts = { asked, status: answer.status, body, detail: verdict?.details };
  if (route.absent === 'status') return new NotFoundError(withDetail('not found', facts), facts);
  return new RefusedError(withDetail('refused', facts), { ...facts, partial: verdict?.rest });
}

function unavailable(facts: Facts, route: Route<unknown>, answer: Answer): UnavailableError {
  const { status = 0 } = facts;
  const busy = status === 429;
  return new UnavailableError(
    withDetail(busy ? 'the server asks to wait (429)' : `the server failed (${status})`, facts),
    {
      ...facts,
      transient: TRANSIENT.includes(status),
      mayHaveActed: !busy && route.safety !== 'safe',
      retryAfterMs: retryAfter(answer.headers['retry-after']),
    },
  );
}

/** `Retry-After` in its two forms, seconds or a date, as milliseconds from now. */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
