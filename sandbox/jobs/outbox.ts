import type { Clock } from '../state/clock.ts';
import { type Database, parseColumn, toNumber } from '../state/database.ts';

export type Email = { email_to: string; subject: string; body: string; reason: string };

/** Emails that a real server would have sent. */
export class Outbox {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  send({ email_to, subject, body, reason }: Email): void {
    const payload = JSON.stringify({ email_to, subject, body, reason });
    this.#db.run('INSERT INTO outbox (sent_at, payload) VALUES (?, ?)', this.#clock.seconds(), payload);
  }

  /** Oldest first. */
  list(): (Email & { sent_at: number })[] {
    const rows = this.#db.all('SELECT sent_at, payload FROM outbox ORDER BY number');
    return rows.map((row) => ({
      ...parseColumn<Email>(row['payload']),
      sent_at: toNumber(row['sent_at']) ?? 0,
    }));
  }
}
