import { setTimeout as sleep } from 'node:timers/promises';
import { AbortedError, UnexpectedResponseError } from '../../client/errors.ts';
import { isProxied } from '../../client/http/proxy-settings.ts';
import { getBackoff } from '../../client/http/retry.ts';
import { formatClockOffset } from '../../format-clock-offset.ts';
import {
  describeRequest,
  FileTransferError,
  formatAddressAdvice,
  type RequestContext,
  type StoreSettingValues,
} from '../errors.ts';
import {
  DEFAULT_CONNECTIONS,
  DEFAULT_RETRY_POLICY,
  DEFAULT_SETTING_NAMES,
  type LogFunction,
  type StoreCredentials,
  type StoreOptions,
  type StoreRetryPolicy,
} from '../store.ts';
import { type BucketEndpoint, resolveBucketEndpoint } from './bucket-endpoint.ts';
import type { ConcurrencyLimiter } from './concurrency-limiter.ts';
import { CredentialCache } from './credential-cache.ts';
import { NodeTransport } from './node-transport.ts';
import { catchSinkErrors, discardBytes, type RestartableSink } from './response-sinks.ts';
import { classifyFailure, classifyResponse, type RetryDecision } from './retry-decision.ts';
import type { PooledResponse } from './s3-connection.ts';
import { S3ConnectionPool } from './s3-connection-pool.ts';
import type {
  BodySink,
  HttpMethod,
  RequestBody,
  S3Response,
  S3Transport,
  SignedRequest,
} from './s3-transport.ts';
import { encodePath, encodeQuery, Signer } from './signer.ts';
import { StoreClock } from './store-clock.ts';
import { TlsClient } from './tls-client.ts';
import { UndiciTransport } from './undici-transport.ts';

/** One S3 request, before it is signed. */
export interface S3Request extends RequestContext {
  readonly method: HttpMethod;
  /** The whole key; absent for requests to the bucket. */
  readonly key?: string | undefined;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody | undefined;
  /** Whether a response with status 200 may contain an error. */
  readonly canFailWith200?: boolean;
}

/** Signs, sends and retries requests to one bucket. */
export class Requester {
  readonly #endpoint: BucketEndpoint;
  readonly #settings: StoreSettingValues;
  readonly #credentials: CredentialCache;
  readonly #signer: Signer;
  readonly #clock = new StoreClock();
  readonly #transport: S3Transport;
  /** Absent behind a proxy. */
  readonly #pool: S3ConnectionPool | undefined;
  readonly #policy: StoreRetryPolicy;
  readonly #signal: AbortSignal;
  readonly #limiter: ConcurrencyLimiter;
  readonly #log: LogFunction;
  #lastSuccessAt = 0;
  #retryCount = 0;
  /** When a retry was last logged as more than a detail. */
  #reportedAt = 0;

  /** @param limiter that requests have passed; it learns how they ended. */
  constructor(options: StoreOptions, signal: AbortSignal, limiter: ConcurrencyLimiter) {
    const { address, proxy, connections = DEFAULT_CONNECTIONS } = options;
    const { settingNames: names = DEFAULT_SETTING_NAMES } = options;
    this.#endpoint = resolveBucketEndpoint(address, names);
    this.#settings = { origin: this.#endpoint.origin, region: address.region, proxy, names };
    this.#credentials = new CredentialCache(options.credentials, signal, this.#clock);
    this.#signer = new Signer(address.region);
    this.#policy = { ...DEFAULT_RETRY_POLICY, ...options.retry };
    const { idleTimeoutMs } = this.#policy;
    const transportOptions = { proxy, connections, idleTimeoutMs };
    if (isProxied(proxy)) this.#transport = new UndiciTransport(transportOptions, signal);
    else {
      const tls = this.#endpoint.origin.startsWith('https:') ? new TlsClient() : undefined;
      this.#transport = new NodeTransport({ ...transportOptions, tls }, signal);
      this.#pool = new S3ConnectionPool(idleTimeoutMs, signal, tls);
    }
    this.#signal = signal;
    this.#limiter = limiter;
    this.#log = options.log ?? (() => {});
  }

  /** When a request last succeeded, in milliseconds since the epoch; 0 for never. */
  get lastSuccessAt(): number {
    return this.#lastSuccessAt;
  }

  /** Whether an error is that of the request for credentials. */
  isCredentialFailure(error: Error): boolean {
    return this.#credentials.isFailure(error);
  }

  /** Number of retries so far. */
  get retryCount(): number {
    return this.#retryCount;
  }

  /**
   * Sends a request, with retries.
   * @throws StoreRequestError, UnavailableError, UnexpectedResponseError or AbortedError.
   */
  async send(request: S3Request, download?: RestartableSink): Promise<S3Response> {
    for (let attempt = 1, renewals = 0; ; ) {
      this.#assertNotAborted(request);
      const current = this.#credentials.get();
      const credentials = current instanceof Promise ? await current : current;
      const sentAt = Date.now();
      const isLast = attempt >= this.#policy.attempts;
      const result = await this.#attempt(request, credentials, { download, isLast });
      if (!('decision' in result)) return this.#recordSuccess(request, result.response);
      const { decision } = result;
      if (decision.action === 'renew-credentials' && renewals < (decision.maxRenewals ?? 0)) {
        renewals += 1;
        this.#reportRetry(request, decision, sentAt, 'new credentials are requested');
        this.#assertNotAborted(request);
        await this.#credentials.replaceRejected(credentials);
      } else {
        if (isLast || !this.#isRetried(decision)) throw decision.error;
        attempt += 1;
        const next = `attempt ${attempt} of ${this.#policy.attempts} follows`;
        this.#reportRetry(request, decision, sentAt, next);
        if (decision.action === 'retry') await this.#backOff(attempt - 1, decision, request);
      }
    }
  }

  /** Creates the error for a response to this operation that no store returns. */
  createResponseError(operation: string, problem: string): UnexpectedResponseError {
    return new UnexpectedResponseError(
      `the store returned an invalid response to ${operation}: ${problem}. ${this.addressAdvice}`,
    );
  }

  /** Names the address of the store and its setting. */
  get addressAdvice(): string {
    return formatAddressAdvice(this.#settings);
  }

  /** Opens connections for the requests that will follow, see {@link S3ConnectionPool.preconnect}; none without a pool. */
  async preconnect(count: number): Promise<number> {
    return (await this.#pool?.preconnect(this.#endpoint.origin, count)) ?? 0;
  }

  /** The time of the store, in milliseconds since 1970; the time of this machine until a response shows that it is wrong. */
  getStoreTime(): number {
    return this.#clock.now();
  }

  async close(): Promise<void> {
    this.#pool?.close();
    await this.#transport.close();
  }

  async #attempt(
    request: S3Request,
    credentials: StoreCredentials,
    { download, isLast }: { readonly download: RestartableSink | undefined; readonly isLast: boolean },
  ): Promise<{ response: S3Response } | { decision: RetryDecision }> {
    const { offsetMs } = this.#clock;
    const signed = this.#sign(request, credentials);
    let sinkFailure: { readonly error: unknown } | undefined;
    const sink =
      download &&
      catchSinkErrors(download, (error) => {
        sinkFailure = { error };
      });
    try {
      const pooled =
        this.#pool && canUsePool(signed, sink)
          ? await this.#pool.send(signed, sink ?? discardBytes())
          : undefined;
      const response: S3Response =
        pooled && isFinal(pooled, isLast)
          ? { ...pooled, body: EMPTY_BODY }
          : await this.#transport.send(signed, sink);
      const isError = response.status >= 300 || (request.canFailWith200 && response.body.includes('<Error>'));
      if (!isError) return { response };
      const hasAccepted = this.#lastSuccessAt > 0;
      const decision = await classifyResponse(request, response, { ...this.#settings, hasAccepted });
      return { decision: this.#retryWithCorrectedClock(response, decision, offsetMs) };
    } catch (error) {
      if (sinkFailure) throw sinkFailure.error;
      if (this.#signal.aborted) throw this.#createAbortedError(request);
      // The file from which the body is read has changed.
      if (error instanceof FileTransferError) throw error;
      return { decision: classifyFailure(request, this.#settings, error) };
    }
  }

  /** A signature with a wrong time is rejected: S3 allows 15 minutes. The request is signed again with the store's time. */
  #retryWithCorrectedClock(
    response: S3Response,
    decision: RetryDecision,
    signedOffsetMs: number,
  ): RetryDecision {
    if (response.status !== 403 && response.status !== 400) return decision;
    const corrected = this.#clock.correct(decision.serverTime ?? response.headers['date']);
    if (corrected !== undefined)
      this.#log(
        'warning',
        `the clock of this machine is ${formatClockOffset(corrected / 1000)}; requests are signed with the store's time`,
      );
    // Another request may have corrected the clock since this one was signed.
    return this.#clock.offsetMs === signedOffsetMs ? decision : { ...decision, action: 'retry-now' };
  }

  /**
   * Logs a retry as a detail. If the request took long, also logs it for everybody, once for all that are in flight: without
   * a line in the log, a store that does not respond would look like a step that does nothing.
   * @param sentAt when the failed attempt was sent, in milliseconds since the epoch.
   * @param next what follows.
   */
  #reportRetry(
    { operation }: S3Request,
    { error, isThrottled }: RetryDecision,
    sentAt: number,
    next: string,
  ): void {
    this.#retryCount += 1;
    if (isThrottled) this.#limiter.slowDown(sentAt);
    this.#log('debug', `${operation} failed: ${error.message}; ${next}`);
    const now = Date.now();
    if (now - Math.max(sentAt, this.#reportedAt) < this.#policy.idleTimeoutMs / 2) return;
    const level = this.#reportedAt === 0 ? 'warning' : 'info';
    this.#log(level, `${error.message}; ${next}`);
    this.#reportedAt = now;
  }

  #sign(request: S3Request, credentials: StoreCredentials): SignedRequest {
    const { origin, host, pathPrefix } = this.#endpoint;
    const path = `${pathPrefix}${request.key === undefined ? '' : `/${encodePath(request.key)}`}` || '/';
    const query = request.query ? encodeQuery(request.query) : '';
    const { method, body } = request;
    const headers = this.#signer.sign(
      { method, host, path, query, headers: request.headers ?? {} },
      credentials,
      new Date(this.#clock.now()),
    );
    return { origin, method, path: query === '' ? path : `${path}?${query}`, headers, body };
  }

  #assertNotAborted(request: S3Request): void {
    if (this.#signal.aborted) throw this.#createAbortedError(request);
  }

  #isRetried({ action, error }: RetryDecision): boolean {
    // The store may require a longer wait than the policy allows.
    const isTooLong = (error.retryAfterMs ?? 0) > this.#policy.maxMs;
    return action === 'retry-now' || (action === 'retry' && !isTooLong);
  }

  async #backOff(attempt: number, decision: RetryDecision, request: S3Request): Promise<void> {
    const waitMs = Math.max(decision.error.retryAfterMs ?? 0, getBackoff(this.#policy, attempt));
    await sleep(waitMs, undefined, { signal: this.#signal }).catch(() => {
      throw this.#createAbortedError(request);
    });
  }

  #recordSuccess({ operation, method }: S3Request, response: S3Response): S3Response {
    // For example, the login page of a public network, or an error with status 200. S3 sends no body, but what GET and HEAD
    // return may be an object of these types.
    const document = method === 'PUT' || method === 'DELETE' ? describeDocument(response) : undefined;
    if (document !== undefined) throw this.createResponseError(operation, document);
    this.#lastSuccessAt = Date.now();
    this.#limiter.recordSuccess();
    return response;
  }

  #createAbortedError(request: S3Request): AbortedError {
    return new AbortedError(`aborted before ${describeRequest(request)} completed`, {
      cause: this.#signal.reason,
    });
  }
}

/** Names the type of a body in HTML or XML; undefined for other responses. */
function describeDocument({ headers, body }: S3Response): string | undefined {
  const [, type] = /^(?:text|application)\/(html|xml)\b/.exec(headers['content-type'] ?? '') ?? [];
  const hasBody = Number(headers['content-length']) > 0 || body.length > 0;
  if (type === undefined || !hasBody) return undefined;
  return type === 'html' ? 'an HTML page' : 'an XML document';
}

const EMPTY_BODY = Buffer.alloc(0);

/** Object transfers use the pool, which sends only bodies in memory. */
function canUsePool(request: SignedRequest, sink: BodySink | undefined): request is SignedRequest<Buffer> {
  const { method, body } = request;
  return (
    (body === undefined || Buffer.isBuffer(body)) &&
    (sink !== undefined || method === 'PUT' || method === 'HEAD')
  );
}

/**
 * If the pool cannot read a response, the request is sent again with the other transport, which reads its body. For a server
 * error that is retried, this applies only to the last attempt: before it, a retry follows anyway.
 */
function isFinal({ isComplete, status }: PooledResponse, isLast: boolean): boolean {
  return isComplete || (status >= 500 && status !== 501 && !isLast);
}
