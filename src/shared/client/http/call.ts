import type { Token, TokenSource } from '../credentials/token.ts';
import { type RequestInfo, UnexpectedResponseError } from '../errors.ts';
import type { Endpoints } from '../services.ts';
import { classifyResponse } from './classify-response.ts';
import type { HttpClient } from './http-client.ts';
import type { HttpRequest } from './http-transport.ts';
import { classifyFailure, type FailedRequest } from './network-failure.ts';
import type { EntryReducer } from './reduce-entries.ts';
import { addToken, createRequest, createRequestInfo } from './request.ts';
import { findJson, type HttpResponse, parseBody, ResponseParseError } from './response.ts';
import type { RetryRunner } from './retry.ts';
import type { Call, Route, Safety } from './route.ts';
import type { Secrets } from './secrets.ts';
import { sendForEntries } from './send-for-entries.ts';
import { createTimeLimit, parseTimeLimit, startTimeLimit } from './time-limit.ts';
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

/**
 * Creates the function through which every API route is called. It builds the request; then, in each attempt, it gets a
 * token, sends, classifies the response (HTTP 200 with `status.success: false` is an error, too) and parses it.
 */
export function createCall(context: CallContext): Call {
  return async (route, input = {}, options = {}) => {
    const { signal, cancelSignal, timeoutMs = context.timeoutMs, recover, entries } = options;
    const limitMs = parseTimeLimit(timeoutMs);
    // The time that a person needs to log in does not count.
    if (context.tokens.isInteractive && route.access !== 'open')
      await context.tokens.getToken(combineSignals(signal, cancelSignal));
    const endsAt = performance.now() + limitMs;
    using callLimit = startTimeLimit(limitMs, 'call');
    // `cancelSignal` does not end the search for the result of a creation that was already sent.
    const recoverSignal = combineSignals(callLimit.signal, signal);
    const callSignal = combineSignals(recoverSignal, cancelSignal);
    const requestInfo = createRequestInfo(context.endpoints, route);
    const request = await createRequest(requestInfo, route, input, context.userAgent);
    const attempt = async (number: number) => {
      // The time for a token, which has limits of its own, and that for a free connection do not count.
      using attemptLimit = createTimeLimit(context.attemptTimeoutMs, 'attempt');
      // A request that cannot be repeated is sent and gets its response, unless `cancelSignal` ended the delay before a retry.
      const isEndedByCancel = route.safety === 'safe' || (number > 1 && callSignal.aborted);
      const sendSignal = combineSignals(isEndedByCancel ? callSignal : recoverSignal, attemptLimit.signal);
      const sent = { request: requestInfo, safety: route.safety, signal: sendSignal };
      const { response, token } = await sendWithToken(context.tokens, route, callSignal, async (current) => {
        const started = performance.now();
        const message = { ...addToken(request, current), onConnection: attemptLimit.start };
        const received = await send(context, message, sent, entries);
        context.onResponse(createLogEntry(requestInfo, received, performance.now() - started));
        return received;
      });
      const error = classifyResponse({ request: requestInfo, route, token, response }, context.secrets);
      if (error) throw error;
      return readResponse(response, route, requestInfo, context.secrets);
    };
    return await context.retries.run({
      operation: route.operation,
      safety: route.safety,
      attempt,
      signal: callSignal,
      recoverSignal,
      endsAt,
      recover: recover && ((error) => recover({ signal: recoverSignal, error })),
    });
  };
}

/**
 * Sends the request with a token, and again with a new one if the token expired in between.
 * @param signal aborts the wait for a token.
 */
async function sendWithToken(
  tokens: TokenSource,
  { access }: Route<unknown>,
  signal: AbortSignal,
  sendWith: (token?: Token) => Promise<HttpResponse>,
): Promise<{ response: HttpResponse; token: Token | undefined }> {
  const token = access === 'open' ? undefined : await tokens.getToken(signal);
  const response = await sendWith(token);
  // The servers check the token first, so nothing was done, and even a creation can be sent again.
  if (response.status !== 401 || !token || !isExpired(token, response)) return { response, token };
  const renewed = await tokens.renewToken(token, signal);
  if (!renewed) return { response, token };
  return { response: await sendWith(renewed), token: renewed };
}

/** Sends a request once. Secrets in its response are registered. @throws ProvenaError without a response. */
export async function send(
  { httpClient, secrets }: Pick<CallContext, 'httpClient' | 'secrets'>,
  message: HttpRequest,
  { request, safety, signal }: FailedRequest,
  entries?: EntryReducer,
): Promise<HttpResponse> {
  // A request that is aborted before it is sent has no effect.
  let effect: Safety = 'safe';
  const onConnection = () => {
    effect = safety;
    message.onConnection?.();
  };
  const watched = signal.aborted ? message : { ...message, onConnection };
  try {
    const response = entries
      ? await sendForEntries(httpClient, watched, signal, protectEntries(entries, secrets))
      : await httpClient.send(watched, signal);
    secrets.addFrom(findJson(response));
    return response;
  } catch (error) {
    throw classifyFailure(error, { request, safety: effect, signal }, secrets);
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

/** Parses a response. @throws UnexpectedResponseError if it does not have the expected form. */
export function readResponse<Result>(
  response: HttpResponse,
  { response: read, safety }: Pick<Route<Result>, 'response' | 'safety'>,
  requestInfo: RequestInfo,
  secrets: Secrets,
): Result {
  try {
    return read(response);
  } catch (error) {
    if (!(error instanceof ResponseParseError)) throw error;
    // Without issues, the body is not JSON: it is often that of another server.
    const source =
      error.issues.length > 0 ? '' : ` from ${requestInfo.url}. Check the endpoint of ${requestInfo.service}`;
    throw new UnexpectedResponseError(`${error.message}${source}`, {
      request: requestInfo,
      status: response.status,
      body: secrets.redact(parseBody(response)),
      issues: secrets.redact(error.issues),
      outcomeUnknown: safety !== 'safe',
      cause: secrets.redactError(error.cause),
    });
  }
}

function combineSignals(...signals: (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}
