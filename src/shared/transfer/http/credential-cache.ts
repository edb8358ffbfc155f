import type { CredentialProvider, StoreCredentials } from '../store.ts';

/** Credentials are renewed when this share of their life is left, or this long before their end if that is shorter. */
const RENEW_AHEAD_SHARE = 0.25;
const MAX_RENEW_AHEAD_MS = 5 * 60_000;

/** Keeps credentials fresh for all requests: one renewal at a time, whoever asks. */
export class CredentialCache {
  readonly #source: CredentialProvider;
  readonly #signal: AbortSignal;
  #current: StoreCredentials | undefined;
  #renewAt = 0;
  #renewal: Promise<StoreCredentials> | undefined;

  constructor(source: CredentialProvider, signal: AbortSignal) {
    this.#source = source;
    this.#signal = signal;
  }

  /** Credentials to sign with now. Waits for a renewal only when those at hand have expired. */
  async get(): Promise<StoreCredentials> {
    const now = Date.now();
    if (!this.#current) return this.#renew();
    if (now < this.#renewAt) return this.#current;
    const renewal = this.#renew();
    if (now >= (this.#current.expiration?.getTime() ?? Number.POSITIVE_INFINITY)) return renewal;
    // Ahead of time: a failure is no trouble yet, the request that finds them expired will meet it.
    renewal.catch(() => undefined);
    return this.#current;
  }

  /** Tells that the store would not take these; the next {@link get} gives others. */
  async replaceRejected(credentials: StoreCredentials): Promise<void> {
    if (this.#current === credentials || this.#current === undefined) await this.#renew();
  }

  #renew(): Promise<StoreCredentials> {
    this.#renewal ??= this.#fetch().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #fetch(): Promise<StoreCredentials> {
    const asked = Date.now();
    const fresh = await this.#source(this.#signal);
    const life = (fresh.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - asked;
    this.#renewAt = asked + life - Math.min(life * RENEW_AHEAD_SHARE, MAX_RENEW_AHEAD_MS);
    this.#current = fresh;
    return fresh;
  }
}
