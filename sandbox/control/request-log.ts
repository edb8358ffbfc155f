/** One request that a part of the sandbox answered. */
export type RequestLogEntry = {
  number: number;
  /** Milliseconds since 1970. */
  at_ms: number;
  /** Milliseconds until the answer was ready. */
  took_ms: number;
  service: string;
  /** Who asked, as far as the request says so: a user, or the client of a token request. */
  username: string | null;
  method: string;
  path: string;
  query: string;
  /** Bytes of the request's body. */
  body_bytes: number;
  /** 0 when no answer was given. */
  status: number;
};

/** Requests kept; older ones are forgotten. */
const MAX_ENTRIES = 100_000;

/** What was asked of the sandbox, in order, for tests that count. */
export class RequestLog {
  #entries: RequestLogEntry[] = [];
  #last = 0;

  add(entry: Omit<RequestLogEntry, 'number'>): void {
    this.#entries.push({ number: ++this.#last, ...entry });
    if (this.#entries.length > 2 * MAX_ENTRIES) this.#entries = this.#entries.slice(-MAX_ENTRIES);
  }

  /** Oldest first. */
  list(filter: { service?: string | null; path?: string | null } = {}): RequestLogEntry[] {
    const { service, path } = filter;
    return this.#entries
      .slice(-MAX_ENTRIES)
      .filter((one) => (!service || one.service === service) && (!path || one.path === path));
  }

  clear(): void {
    this.#entries = [];
  }
}
