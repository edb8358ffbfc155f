/** A request to a service of the sandbox. */
export type RequestLogEntry = {
  number: number;
  /** Milliseconds since 1970. */
  at_ms: number;
  /** Milliseconds until the response was ready. */
  took_ms: number;
  service: string;
  /** The user of the token, or the client of a token request; null if the request has neither. */
  username: string | null;
  method: string;
  path: string;
  query: string;
  /** Bytes of the request's body. */
  body_bytes: number;
  /** 0 when no response was sent. */
  status: number;
  /** Body of a response with status 400 or above, at most 4,000 characters; null for other responses. */
  response_body: string | null;
};

/** Entries whose response body is kept: it is for people who look at the latest requests. */
const MAX_BODIES = 1000;
const MAX_BODY_CHARACTERS = 4000;

/** Older entries are dropped. */
const MAX_ENTRIES = 100_000;

/** The requests to the sandbox in order, for tests that count them. */
export class RequestLog {
  #entries: RequestLogEntry[] = [];
  #last = 0;

  add(entry: Omit<RequestLogEntry, 'number'>): void {
    const response_body = entry.response_body?.slice(0, MAX_BODY_CHARACTERS) ?? null;
    this.#entries.push({ number: ++this.#last, ...entry, response_body });
    const old = this.#entries.at(-1 - MAX_BODIES);
    if (old) old.response_body = null;
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
