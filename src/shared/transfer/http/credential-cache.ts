import type { CredentialProvider, StoreCredentials } from '../store.ts';

/** Credentials are renewed when this share of their lifetime is left, at most {@link MAX_RENEW_AHEAD_MS} early. */
const RENEW_AHEAD_SHARE = 0.25;
const MAX_RENEW_AHEAD_MS = 5 * 60_000;

/** Caches credentials for all requests and renews them before they expire, one renewal at a time. */
export class CredentialCache {
  readonly #provider: CredentialProvider;
  readonly #signal: AbortSignal;
  readonly #clock: { now(): number };
  #current: StoreCredentials | undefined;
  #expiresAt = 0;
  #renewAt = 0;
  #renewal: Promise<StoreCredentials> | undefined;
  readonly #failures = new WeakSet<Error>();

  constructor(provider: CredentialProvider, signal: AbortSignal, clock: { now(): number } = Date) {
    this.#clock = clock;
    this.#provider = provider;
    this.#signal = signal;
  }

  /** Returns credentials to sign with. Waits for a renewal only if the current ones have expired. */
  get(): StoreCredentials | Promise<StoreCredentials> {
    const now = this.#clock.now();
    if (!this.#current) return this.#renew();
    if (now < this.#renewAt) return this.#current;
    const renewal = this.#renew();
    const expiresAt = this.#expiresAt;
    if (now >= expiresAt) return renewal;
    // The current credentials still work, so that a failed renewal is not an error yet. It is repeated after half of the remaining
    // time, not at each request. If it fails until they expire, the next request reports it.
    renewal.catch(() => {
      this.#renewAt = (this.#clock.now() + expiresAt) / 2;
    });
    return this.#current;
  }

  /** Renews credentials that the store rejected, unless they have been renewed since. */
  async replaceRejected(credentials: StoreCredentials): Promise<void> {
    if (this.#current === credentials || this.#current === undefined) await this.#renew();
  }

  /** Whether this error is one of the provider. */
  isFailure(error: Error): boolean {
    return this.#failures.has(error);
  }

  #renew(): Promise<StoreCredentials> {
    this.#renewal ??= this.#fetch().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #fetch(): Promise<StoreCredentials> {
    const requestedAt = this.#clock.now();
    const credentials = await this.#callProvider();
    const expiration = credentials.expiration?.getTime() ?? Number.NaN;
    // If the time is invalid or past, for example because the clock of this machine is wrong, each request would renew them.
    this.#expiresAt = expiration > requestedAt ? expiration : Number.POSITIVE_INFINITY;
    const lifetime = this.#expiresAt - requestedAt;
    this.#renewAt = requestedAt + lifetime - Math.min(lifetime * RENEW_AHEAD_SHARE, MAX_RENEW_AHEAD_MS);
    this.#current = credentials;
    return credentials;
  }

  async #callProvider(): Promise<StoreCredentials> {
    try {
      return await this.#provider(this.#signal);
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      this.#failures.add(error);
      throw error;
    }
  }
}
