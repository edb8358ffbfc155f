import { setTimeout as sleep } from 'node:timers/promises';
import { AbortedError } from '../../client/index.ts';
import { describeRequest, type RequestContext } from '../errors.ts';
import {
  DEFAULT_CONNECTIONS,
  DEFAULT_RETRY_POLICY,
  type RetryPolicy,
  type StoreCredentials,
  type StoreOptions,
} from '../store.ts';
import { type BucketEndpoint, resolveBucketEndpoint } from './bucket-endpoint.ts';
import { CredentialCache } from './credential-cache.ts';
import { classifyFailure, classifyResponse, type RetryDecision } from './retry-decision.ts';
import { S3ConnectionPool } from './s3-connection-pool.ts';
import { encodePath, encodeQuery, Signer } from './signer.ts';
import {
  type BodySink,
  isProxied,
  type S3Response,
  type SignedRequest,
  UndiciTransport,
} from './undici-transport.ts';

/** One S3 request, before it is signed. */
export interface S3Request extends RequestContext {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** The whole key; absent for requests to the bucket. */
  readonly key?: string | undefined;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
  /** A 200 may hold an error all the same. */
  readonly canFailWith200?: boolean;
}

/** Gets the bytes of an object; each attempt starts by `restart`. What it throws ends the request. */
export interface RestartableSink {
  readonly restart: () => void;
  readonly write: BodySink;
}

/** What the requester tells about how it goes. */
export interface RequestEvents {
  /** `sentAt`: when the attempt that failed began, in milliseconds since the epoch. */
  readonly onRetry: (
    request: RequestContext,
    verdict: RetryDecision,
    attempt: number,
    sentAt: number,
  ) => void;
  readonly onSuccess: () => void;
}

/** Signs, sends, judges and repeats requests to one bucket. */
export class Requester {
  readonly #located: BucketEndpoint;
  readonly #credentials: CredentialCache;
  readonly #signer: Signer;
  readonly #wire: UndiciTransport;
  readonly #lane: S3ConnectionPool | undefined;
  readonly #policy: RetryPolicy;
  readonly #signal: AbortSignal;
  readonly #events: RequestEvents;
  #lastSuccess = 0;

  constructor(options: StoreOptions, signal: AbortSignal, events: RequestEvents) {
    const { address, proxy, connections = DEFAULT_CONNECTIONS } = options;
    this.#located = resolveBucketEndpoint(address);
    this.#credentials = new CredentialCache(options.credentials, signal);
    this.#signer = new Signer(address.region);
    this.#policy = { ...DEFAULT_RETRY_POLICY, ...options.retry };
    const { idleTimeoutMs: silenceMs } = this.#policy;
    this.#wire = new UndiciTransport({ proxy, connections, idleTimeoutMs: silenceMs }, signal);
    this.#lane = isProxied(proxy) ? undefined : new S3ConnectionPool(silenceMs, signal);
    this.#signal = signal;
    this.#events = events;
  }

  /** When the store last did as it was asked, in milliseconds since the epoch; 0 for never. */
  get lastSuccessAt(): number {
    return this.#lastSuccess;
  }

  /** The answer to a request that succeeded. Otherwise a StoreRefusal, an UnavailableError or an AbortedError. */
  async send(request: S3Request, download?: RestartableSink): Promise<S3Response> {
    for (let attempt = 1, renewals = 0; ; attempt++) {
      const credentials = await this.#freshCredentials(request);
      const sentAt = Date.now();
      const result = await this.#attempt(request, credentials, download);
      if (!('verdict' in result)) return this.#succeed(result.answer);
      const { verdict } = result;
      if (verdict.action === 'renew' && renewals < 2) {
        renewals += 1;
        this.#events.onRetry(request, verdict, attempt, sentAt);
        await this.#freshCredentials(request, credentials);
        continue;
      }
      if (verdict.action === 'fail' || verdict.action === 'renew' || attempt >= this.#policy.maxAttempts)
        throw verdict.error;
      this.#events.onRetry(request, verdict, attempt, sentAt);
      if (verdict.action === 'again') await this.#pause(attempt, verdict, request);
    }
  }

  async close(): Promise<void> {
    this.#lane?.close();
    await this.#wire.close();
  }

  async #attempt(
    request: S3Request,
    credentials: StoreCredentials,
    download: RestartableSink | undefined,
  ): Promise<{ answer: S3Response } | { verdict: RetryDecision }> {
    const outgoing = this.#sign(request, credentials);
    let fault: { readonly error: unknown } | undefined;
    const sink =
      download &&
      catchSinkErrors(download, (error) => {
        fault = { error };
      });
    try {
      const answer = await this.#exchange(outgoing, sink);
      const failed = answer.status >= 300 || (request.canFailWith200 && answer.body.includes('<Error>'));
      return failed ? { verdict: classifyResponse(request, answer) } : { answer };
    } catch (error) {
      if (fault) throw fault.error;
      if (this.#signal.aborted) throw this.#aborted(request);
      return { verdict: classifyFailure(request, this.#located.host, error) };
    }
  }

  /**
   * Objects take the lane. What it does not understand is asked again by the wire, which does: a refusal is the same twice.
   * Troubles of the store are not asked about twice.
   */
  async #exchange(outgoing: SignedRequest, sink: BodySink | undefined): Promise<S3Response> {
    if (this.#lane && (sink || outgoing.method === 'PUT' || outgoing.method === 'HEAD')) {
      const answer = await this.#lane.send(outgoing, sink ?? discardBytes);
      if (answer.isComplete || answer.status >= 500) return { ...answer, body: EMPTY_BODY };
    }
    return this.#wire.send(outgoing, sink);
  }

  #sign(request: S3Request, credentials: StoreCredentials): SignedRequest {
    const { origin, host, pathPrefix: root } = this.#located;
    const path = `${root}${request.key === undefined ? '' : `/${encodePath(request.key)}`}` || '/';
    const query = encodeQuery(request.query ?? {});
    const { method, body } = request;
    const headers = this.#signer.sign(
      { method, host, path, query, headers: request.headers ?? {} },
      credentials,
      new Date(),
    );
    return { origin, method, path: query === '' ? path : `${path}?${query}`, headers, body };
  }

  async #freshCredentials(request: S3Request, rejected?: StoreCredentials): Promise<StoreCredentials> {
    if (this.#signal.aborted) throw this.#aborted(request);
    if (rejected) await this.#credentials.replaceRejected(rejected);
    return this.#credentials.get();
  }

  async #pause(attempt: number, verdict: RetryDecision, request: S3Request): Promise<void> {
    const bound = Math.min(this.#policy.maxMs, this.#policy.baseMs * 2 ** (attempt - 1));
    const waitMs = Math.max(verdict.error.retryAfterMs ?? 0, bound * (0.5 + Math.random() / 2));
    await sleep(waitMs, undefined, { signal: this.#signal }).catch(() => {
      throw this.#aborted(request);
    });
  }

  #succeed(answer: S3Response): S3Response {
    this.#lastSuccess = Date.now();
    this.#events.onSuccess();
    return answer;
  }

  #aborted(request: S3Request): AbortedError {
    return new AbortedError(`stopped before ${describeRequest(request)} had ended`, {
      cause: this.#signal.reason,
    });
  }
}

const EMPTY_BODY = Buffer.alloc(0);
const discardBytes: BodySink = () => {};

/** Tells what the taker throws, a full disk for one, from trouble with the store. */
function catchSinkErrors(download: RestartableSink, onFault: (error: unknown) => void): BodySink {
  download.restart();
  return (bytes) => {
    try {
      download.write(bytes);
    } catch (error) {
      onFault(error);
      throw error;
    }
  };
}
