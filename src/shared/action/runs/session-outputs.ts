import type { Log } from '../runner/log/log.ts';
import { writeListFile } from '../runner/outputs/list-file.ts';
import type { Outputs } from '../runner/outputs/outputs.ts';

/** Writing hundreds of growing lists would take longer than sending the requests. */
const WRITE_INTERVAL_MS = 500;

export type SessionOutput = 'session-id' | 'session-ids' | 'session-file';

/** Collects the sessions of a registration and sets the outputs: at once, and then at most twice a second. */
export class SessionOutputs {
  readonly #sessions: string[] = [];
  readonly #setOutputs: (outputs: Outputs<SessionOutput>) => void;
  readonly #log: Log;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #written = 0;

  constructor(setOutputs: (outputs: Outputs<SessionOutput>) => void, log: Log) {
    this.#setOutputs = setOutputs;
    this.#log = log;
  }

  add(session: string): void {
    this.#sessions.push(session);
    if (performance.now() - this.#writtenAt >= WRITE_INTERVAL_MS) this.flush();
  }

  /** Sets the outputs if sessions were added since. Call it at the end, even after a failure. */
  flush(): void {
    if (this.#written === this.#sessions.length) return;
    this.#written = this.#sessions.length;
    this.#setOutputs({
      'session-id': this.#sessions.join('\n'),
      'session-ids': this.#sessions,
      ...writeListFile('session-file', this.#sessions, this.#log),
    });
    this.#writtenAt = performance.now();
  }
}
