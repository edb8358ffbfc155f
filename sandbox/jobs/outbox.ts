import type { Clock } from '../state/clock.ts';
import { type Database, parseColumn, toNumber } from '../state/database.ts';

/** The parts of the state that are used here. `SandboxState` itself would close an import cycle through `Jobs`. */
type OutboxState = { readonly db: Database; readonly clock: Clock };

export type Email = { email_to: string; subject: string; body: string; reason: string };

/** Adds an email that a real server would have sent. */
export function sendEmail({ db, clock }: OutboxState, { email_to, subject, body, reason }: Email): void {
  const payload = JSON.stringify({ email_to, subject, body, reason });
  db.run('INSERT INTO outbox (sent_at, payload) VALUES (?, ?)', clock.seconds(), payload);
}

/** Oldest first. */
export function listEmails({ db }: OutboxState): (Email & { sent_at: number })[] {
  const rows = db.all('SELECT sent_at, payload FROM outbox ORDER BY number');
  return rows.map((row) => ({
    ...parseColumn<Email>(row['payload']),
    sent_at: toNumber(row['sent_at']) ?? 0,
  }));
}
