import type { Token, Tokens } from '../credentials/token.ts';
import type { Endpoints } from '../endpoints.ts';
import { errorOf } from './classify.ts';
import { type Asked, NotUnderstoodError } from './errors.ts';
import { multipart } from './multipart.ts';
import { errorOfFailure, type Limits } from './network.ts';
import { withQuery } from './query.ts';
import { type Answer, bodyOf, isJson, Unreadable } from './reply.ts';
import type { Retries } from './retry.ts';
import type { Call, Input, Route } from './route.ts';
import type { Secrets } from './secrets.ts';
import type { Transport } from './transport.ts';
import { isExpired } from './unauthorised.ts';
import type { WireRequest } from './wire.ts';

/** One request that was answered, for a log: no query, no body, no header. */
export interface Exchanged {
  readonly operation: string;
  readonly service: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  /** Milliseconds from sending to the end of the answer. */
  readonly ms: number;
}

export interface Connection {
  readonly endpoints: Endpoints;
  readonly tokens: Tokens;
  readonly transport: Transport;
  readonly retries: Retries;
  readonly secrets: Secrets;
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly onExchange: (exchanged: Exchanged) => void;
}

/**
 * The one way to the servers: address, token, send, retry, classify, `status.success`, parse; in that order, and
 * nowhere else.
 */
export function createCall(connection: Connection): Call {
  return async (route, input = {}, options = {}) => {
    const timeoutMs = options.timeoutMs ?? connection.timeoutMs;
    const call = either(options.signal, AbortSignal.timeout(timeoutMs));
    const request = requestFor(connection, route, input);
    const asked = askedOf(connection, route);
    const { recover } = options;
    const attempt = async () => {
      const limits = limitsOf(connection, options.signal, call, timeoutMs);
      const { answer, token } = await authorised(connection, route, request, asked, limits);
      const error = errorOf({ asked, route, token, answer }, connection.secrets);
      if (error) throw error;
      return read(route, answer, asked, connection.secrets);
    };
    return connection.retries.run({
      operation: route.operation,
      safety: route.safety,
      attempt,
      signal: call,
      recover: recover && ((because) => recover({ signal: call, because })),
    });
  };
}

/** Sends with a token, and once more with a fresh one if the first proves to have expired on the way. */
async function authorised(
  connection: Connection,
  route: Route<unknown>,
  request: WireRequest,
  asked: Asked,
  limits: Limits,
): Promise<{ answer: Answer; token: Token | undefined }> {
  if (route.access === 'open') {
    return { answer: await send(connection, route, request, asked, limits), token: undefined };
  }
  const token = await connection.tokens.current(limits);
  const answer = await send(connection, route, withToken(request, token), asked, limits);
  // The servers look at the token before anything else, so nothing was done and even a creation may be sent again.
  if (answer.status !== 401 || !token || !isExpired(token, answer)) return { answer, token };
  const renewed = await connection.tokens.renewed(token, limits);
  if (!renewed) return { answer, token };
  return {
    answer: await send(connection, route, withToken(request, renewed), asked, limits),
    token: renewed,
  };
}

async function send(
  { transport, secrets, onExchange }: Connection,
  route: Route<unknown>,
  request: WireRequest,
  asked: Asked,
  limits: Limits,
): Promise<Answer> {
  const started = performance.now();
  try {
    const answer = await transport.send(request, limits.attempt);
    if (isJson(answer)) secrets.addFrom(bodyOf(answer));
    const { operation, service, method } = asked;
    const ms = Math.round(performance.now() - started);
    onExchange({ operation, service, method, route: asked.route, status: answer.status, ms });
    return answer;
  } catch (error) {
    throw errorOfFailure(error, asked, route, limits, secrets);
  }
}

function read<Reply>(route: Route<Reply>, answer: Answer, asked: Asked, secrets: Secrets): Reply {
  try {
    return route.reply.read(answer);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new NotUnderstoodError(error.message, {
      asked,
      status: answer.status,
      body: secrets.hide(bodyOf(answer)),
      issues: error.issues,
      mayHaveActed: route.safety !== 'safe',
      cause: secrets.hideInError(error.cause),
    });
  }
}

function requestFor({ endpoints, userAgent }: Connection, route: Route<unknown>, input: Input): WireRequest {
  const form = input.file && multipart(input.file);
  const body = form ? form.body : input.body === undefined ? undefined : JSON.stringify(input.body);
  const type = form ? form.type : 'application/json';
  return {
    method: route.method,
    url: endpoints[route.service] + withQuery(route.path, input.query),
    headers: { 'user-agent': userAgent, ...(body === undefined ? {} : { 'content-type': type }) },
    body,
  };
}

function withToken(request: WireRequest, token: Token | undefined): WireRequest {
  if (!token) return request;
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token.value}` } };
}

function askedOf({ endpoints }: Connection, route: Route<unknown>): Asked {
  const { operation, service, method, path } = route;
  return { operation, service, method, route: path, url: endpoints[service] + path };
}

function limitsOf(
  { attemptTimeoutMs }: Connection,
  caller: AbortSignal | undefined,
  call: AbortSignal,
  timeoutMs: number,
): Limits {
  const attempt = either(call, AbortSignal.timeout(attemptTimeoutMs));
  return { caller, call, attempt, timeoutMs, attemptTimeoutMs };
}

function either(one: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  return one ? AbortSignal.any([one, other]) : other;
}
