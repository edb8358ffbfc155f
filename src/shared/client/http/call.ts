import type { Token, TokenSource } from '../credentials/token.ts';
import type { Endpoints } from '../endpoints.ts';
import { type RequestInfo, UnexpectedResponseError } from '../errors.ts';
import { classifyResponse } from './classify-response.ts';
import type { HttpClient } from './http-client.ts';
import type { HttpRequest } from './http-transport.ts';
import { type CallSignals, classifyFailure } from './network-failure.ts';
import type { EntryReducer } from './reduce-entries.ts';
import { addToken, createRequest, createRequestInfo } from './request.ts';
import { findJson, type HttpResponse, parseBody, ResponseParseError } from './response.ts';
import type { RetryRunner } from './retry.ts';
import type { Call, Route } from './route.ts';
import type { Secrets } from './secrets.ts';
import { sendForEntries } from './send-for-entries.ts';
import { parseTimeLimit } from './time-limit.ts';
import { isExpired } from './unauthorized.ts';

/** A log entry for one response. It has no query, no bodies and, apart from `Server`, no headers. */
export interface ResponseLogEntry {
  readonly operation: string;
  readonly service: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  /** Milliseconds from sending to the end of the response. */
  readonly ms: number;
  /** Name of the server software (`Server`), if the response has it. */
  readonly server?: string;
}

/** What all calls of a client share. */
export interface CallContext {
  readonly endpoints: Endpoints;
  readonly tokens: TokenSource;
  readonly httpClient: HttpClient;
  readonly retries: RetryRunner;
  readonly secrets: Secrets;
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly onResponse: (entry: ResponseLogEntry) => void;
}

/** One attempt of a call. */
interface Attempt {
  readonly route: Route<unknown>;
  /** The request, without a token. */
  readonly request: HttpRequest;
  readonly info: RequestInfo;
  /** Signals that abort the request. */
  readonly signals: CallSignals;
  /** Signals that abort the wait for a token. */
  readonly waitSignals: CallSignals;
  readonly entries: EntryReducer | undefined;
}

/**
 * Creates the function through which every API route is called. It builds the request; then, in each attempt, it gets a
 * token, sends, classifies the response (HTTP 200 with `status.success: false` is an error, too) and parses it.
 */
export function createCall(context: CallContext): Call {
  return async (route, input = {}, options = {}) => {
    const { signal, cancelSignal, timeoutMs = context.timeoutMs, recover, entries } = options;
    const timeLimit = AbortSignal.timeout(parseTimeLimit(timeoutMs));
    const waitSignal = combineSignals(signal, cancelSignal);
    const callSignal = combineSignals(waitSignal, timeLimit);
    // `cancelSignal` does not end the search for the result of a creation that was already sent.
    const recoverSignal = combineSignals(signal, timeLimit);
    const request = await createRequest(context, route, input);
    const info = createRequestInfo(context, route);
    const attempt = async (number: number) => {
      const waitSignals = createSignals(context, waitSignal, timeLimit, timeoutMs);
      const isEndedByCancel = route.safety === 'safe' || (number > 1 && waitSignal?.aborted);
      const signals = isEndedByCancel ? waitSignals : createSignals(context, signal, timeLimit, timeoutMs);
      const sent = await sendWithToken(context, { route, request, info, signals, waitSignals, entries });
      const { response, token } = sent;
      const error = classifyResponse({ request: info, route, token, response }, context.secrets);
      if (error) throw error;
      return readResponse(route, response, info, context.secrets);
    };
    return context.retries.run({
      operation: route.operation,
      safety: route.safety,
      attempt,
      signal: callSignal,
      recoverSignal,
      recover: recover && ((error) => recover({ signal: recoverSignal, error })),
    });
  };
}

/** Sends the request with a token, and again with a new one if the token expired in between. */
async function sendWithToken(
  context: CallContext,
  attempt: Attempt,
): Promise<{ response: HttpResponse; token: Token | undefined }> {
  const { route, waitSignals } = attempt;
  if (route.access === 'open') return { response: await send(context, attempt), token: undefined };
  const token = await context.tokens.getToken(waitSignals);
  const response = await send(context, attempt, token);
  // The servers check the token first, so nothing was done, and even a creation can be sent again.
  if (response.status !== 401 || !token || !isExpired(token, response)) return { response, token };
  const renewed = await context.tokens.renewToken(token, waitSignals);
  if (!renewed) return { response, token };
  return { response: await send(context, attempt, renewed), token: renewed };
}

async function send(
  { httpClient, secrets, onResponse }: CallContext,
  { route, request, info, signals, entries }: Attempt,
  token?: Token,
): Promise<HttpResponse> {
  const started = performance.now();
  const authorized = addToken(request, token);
  // A request that is aborted before it is sent has no effect.
  const safety = signals.attemptSignal.aborted ? 'safe' : route.safety;
  try {
    const response = entries
      ? await sendForEntries(httpClient, authorized, signals.attemptSignal, protectEntries(entries, secrets))
      : await httpClient.send(authorized, signals.attemptSignal);
    secrets.addFrom(findJson(response));
    onResponse(createLogEntry(info, response, performance.now() - started));
    return response;
  } catch (error) {
    throw classifyFailure(error, { request: info, safety, signals }, secrets);
  }
}

/** Registers the secrets of each entry before the entry is shortened. */
function protectEntries({ property, reduce }: EntryReducer, secrets: Secrets): EntryReducer {
  return {
    property,
    reduce(entry) {
      secrets.addFrom(entry);
      return reduce(entry);
    },
  };
}

function createLogEntry(
  { operation, service, method, route }: RequestInfo,
  { status, headers: { server } }: HttpResponse,
  ms: number,
): ResponseLogEntry {
  const entry = { operation, service, method, route, status, ms: Math.round(ms) };
  return server === undefined ? entry : { ...entry, server };
}

function readResponse<Result>(
  route: Route<Result>,
  response: HttpResponse,
  info: RequestInfo,
  secrets: Secrets,
): Result {
  try {
    return route.response.read(response);
  } catch (error) {
    if (!(error instanceof ResponseParseError)) throw error;
    // Without issues, the body is not JSON: it is often that of another server.
    const source = error.issues.length > 0 ? '' : ` from ${info.url}. Check the endpoint of ${info.service}`;
    throw new UnexpectedResponseError(`${error.message}${source}`, {
      request: info,
      status: response.status,
      body: secrets.redact(parseBody(response)),
      issues: secrets.redact(error.issues),
      outcomeUnknown: route.safety !== 'safe',
      cause: secrets.redactError(error.cause),
    });
  }
}

function createSignals(
  { attemptTimeoutMs }: CallContext,
  callerSignal: AbortSignal | undefined,
  timeLimit: AbortSignal,
  timeoutMs: number,
): CallSignals {
  const callSignal = combineSignals(callerSignal, timeLimit);
  const attemptSignal = combineSignals(callSignal, AbortSignal.timeout(attemptTimeoutMs));
  return { callerSignal, callSignal, attemptSignal, timeoutMs, attemptTimeoutMs };
}

function combineSignals<Other extends AbortSignal | undefined>(
  one: AbortSignal | undefined,
  other: Other,
): AbortSignal | Other {
  return one && other ? AbortSignal.any([one, other]) : (one ?? other);
}
