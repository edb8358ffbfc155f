import { setTimeout as sleep } from 'node:timers/promises';
import { AbortedError } from '../../client/index.ts';
import { describe, type StoreRequest } from '../errors.ts';
import {
  DEFAULT_CONNECTIONS,
  RETRY,
  type RetryPolicy,
  type StoreCredentials,
  type StoreOptions,
} from '../store.ts';
import { FreshCredentials } from './credentials.ts';
import { Lane } from './lane.ts';
import { type Located, locate } from './locate.ts';
import { encodePath, encodeQuery, Signer } from './sign.ts';
import { judgeAnswer, judgeFailure, type Verdict } from './verdict.ts';
import { type Answered, isProxied, type Outgoing, type Sink, Wire } from './wire.ts';

/** One S3 request, before it is signed. */
export interface Request extends StoreRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** The whole key; absent for requests to the bucket. */
  readonly key?: string | undefined;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
  /** A 200 may hold an error all the same. */
  readonly mayFailIn200?: boolean;
}

/** Gets the bytes of an object; each attempt starts by `restart`. What it throws ends the request. */
export interface Download {
  readonly restart: () => void;
  readonly take: Sink;
}

/** What the requester tells about how it goes. */
export interface RequestEvents {
  /** `sentAt`: when the attempt that failed began, in milliseconds since the epoch. */
  readonly onRetry: (request: StoreRequest, verdict: Verdict, attempt: number, sentAt: number) => void;
  readonly onSuccess: () => void;
}

/** Signs, sends, judges and repeats requests to one bucket. */
export class Requester {
  readonly #located: Located;
  readonly #credentials: FreshCredentials;
  readonly #signer: Signer;
  readonly #wire: Wire;
  readonly #lane: Lane | undefined;
  readonly #policy: RetryPolicy;
  readonly #signal: AbortSignal;
  readonly #events: RequestEvents;
  #lastSuccess = 0;

  constructor(options: StoreOptions, signal: AbortSignal, events: RequestEvents) {
    const { address, proxy, connections = DEFAULT_CONNECTIONS } = options;
    this.#located = locate(address);
    this.#credentials = new FreshCredentials(options.credentials, signal);
    this.#signer = new Signer(address.region);
    this.#policy = { ...RETRY, ...options.retry };
    const { silenceMs } = this.#policy;
    this.#wire = new Wire({ proxy, connections, silenceMs }, signal);
    this.#lane = isProxied(proxy) ? undefined : new Lane(silenceMs, signal);
    this.#signal = signal;
    this.#events = events;
  }

  /** When the store last did as it was asked, in milliseconds since the epoch; 0 for never. */
  get lastSuccess(): number {
    return this.#lastSuccess;
  }

  /** The answer to a request that succeeded. Otherwise a StoreRefusal, an UnavailableError or an AbortedError. */
  async send(request: Request, download?: Download): Promise<Answered> {
    for (let attempt = 1, renewals = 0; ; attempt++) {
      const credentials = await this.#freshCredentials(request);
      const sentAt = Date.now();
      const result = await this.#attempt(request, credentials, download);
      if (!('verdict' in result)) return this.#succeed(result.answer);
      const { verdict } = result;
      if (verdict.next === 'renew' && renewals < 2) {
        renewals += 1;
        this.#events.onRetry(request, verdict, attempt, sentAt);
        await this.#freshCredentials(request, credentials);
        continue;
      }
      if (verdict.next === 'fail' || verdict.next === 'renew' || attempt >= this.#policy.attempts)
        throw verdict.error;
      this.#events.onRetry(request, verdict, attempt, sentAt);
      if (verdict.next === 'again') await this.#pause(attempt, verdict, request);
    }
  }

  async close(): Promise<void> {
    this.#lane?.close();
    await this.#wire.close();
  }

  async #attempt(
    request: Request,
    credentials: StoreCredentials,
    download: Download | undefined,
  ): Promise<{ answer: Answered } | { verdict: Verdict }> {
    const outgoing = this.#sign(request, credentials);
    let fault: { readonly error: unknown } | undefined;
    const sink =
      download &&
      guarded(download, (error) => {
        fault = { error };
      });
    try {
      const answer = await this.#exchange(outgoing, sink);
      const failed = answer.status >= 300 || (request.mayFailIn200 && answer.body.includes('<Error>'));
      return failed ? { verdict: judgeAnswer(request, answer) } : { answer };
    } catch (error) {
      if (fault) throw fault.error;
      if (this.#signal.aborted) throw this.#aborted(request);
      return { verdict: judgeFailure(request, this.#located.host, error) };
    }
  }

  /**
   * Objects take the lane. What it does not understand is asked again by the wire, which does: a refusal is the same twice.
   * Troubles of the store are not asked about twice.
   */
  async #exchange(outgoing: Outgoing, sink: Sink | undefined): Promise<Answered> {
    if (this.#lane && (sink || outgoing.method === 'PUT' || outgoing.method === 'HEAD')) {
      const answer = await this.#lane.send(outgoing, sink ?? ignore);
      if (answer.isWhole || answer.status >= 500) return { ...answer, body: NOTHING };
    }
    return this.#wire.send(outgoing, sink);
  }

  #sign(request: Request, credentials: StoreCredentials): Outgoing {
    const { origin, host, root } = this.#located;
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

  async #freshCredentials(request: Request, rejected?: StoreCredentials): Promise<StoreCredentials> {
    if (this.#signal.aborted) throw this.#aborted(request);
    if (rejected) await this.#credentials.rejected(rejected);
    return this.#credentials.get();
  }

  async #pause(attempt: number, verdict: Verdict, request: Request): Promise<void> {
    const bound = Math.min(this.#policy.maxMs, this.#policy.baseMs * 2 ** (attempt - 1));
    const waitMs = Math.max(verdict.error.retryAfterMs ?? 0, bound * (0.5 + Math.random() / 2));
    await sleep(waitMs, undefined, { signal: this.#signal }).catch(() => {
      throw this.#aborted(request);
    });
  }

  #succeed(answer: Answered): Answered {
    this.#lastSuccess = Date.now();
    this.#events.onSuccess();
    return answer;
  }

  #aborted(request: Request): AbortedError {
    return new AbortedError(`stopped before ${describe(request)} had ended`, { cause: this.#signal.reason });
  }
}

const NOTHING = Buffer.alloc(0);
const ignore: Sink = () => {};

/** Tells what the taker throws, a full disk for one, from trouble with the store. */
function guarded(download: Download, onFault: (error: unknown) => void): Sink {
  download.restart();
  return (bytes) => {
    try {
      download.take(bytes);
    } catch (error) {
      onFault(error);
      throw error;
    }
  };
}
