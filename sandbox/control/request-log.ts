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

/** Size of all entries without their response bodies: about 60,000 requests with short URLs. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Size to which the list is shortened. It is below the limit, so that not every request shortens the list. */
const SHORTENED_BYTES = MAX_BYTES * 0.9;
/** Measured size of an entry without its strings. */
const ENTRY_BYTES = 200;

/** The latest requests to the sandbox in order, for tests that count them. */
export class RequestLog {
  #entries: RequestLogEntry[] = [];
  #bytes = 0;
  #last = 0;

  add(entry: Omit<RequestLogEntry, 'number'>): void {
    const response_body = entry.response_body && copyStart(entry.response_body);
    this.#entries.push({ number: ++this.#last, ...entry, response_body });
    const old = this.#entries.at(-1 - MAX_BODIES);
    if (old) old.response_body = null;
    this.#bytes += getSize(entry);
    if (this.#bytes > MAX_BYTES) this.#deleteOldest();
  }

  /** Oldest first. */
  list(filter: { service?: string | null; path?: string | null } = {}): RequestLogEntry[] {
    const { service, path } = filter;
    return this.#entries.filter(
      (one) => (!service || one.service === service) && (!path || one.path === path),
    );
  }

  clear(): void {
    this.#entries = [];
    this.#bytes = 0;
  }

  #deleteOldest(): void {
    let count = 0;
    for (const entry of this.#entries) {
      if (this.#bytes <= SHORTENED_BYTES) break;
      this.#bytes -= getSize(entry);
      count++;
    }
    this.#entries.splice(0, count);
  }
}

/** A slice would keep the whole text in memory. */
function copyStart(text: string): string {
  return Buffer.from(text.slice(0, MAX_BODY_CHARACTERS)).toString();
}

/** Bytes of the strings that a client chooses and that are kept as long as the entry. */
function getSize({ username, path, query }: Omit<RequestLogEntry, 'number'>): number {
  return ENTRY_BYTES + (username?.length ?? 0) + path.length + query.length;
}
