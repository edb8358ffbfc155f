import { parseColumn, toNumber } from '../state/database.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

export type Email = { email_to: string; subject: string; body: string; reason: string };

/** Adds an email that a real server would have sent. */
export function sendEmail({ db, clock }: SandboxState, { email_to, subject, body, reason }: Email): void {
  const payload = JSON.stringify({ email_to, subject, body, reason });
  db.run('INSERT INTO outbox (sent_at, payload) VALUES (?, ?)', clock.seconds(), payload);
}

/** Oldest first. */
export function listEmails({ db }: SandboxState): (Email & { sent_at: number })[] {
  const rows = db.all('SELECT sent_at, payload FROM outbox ORDER BY number');
  return rows.map((row) => ({
    ...parseColumn<Email>(row['payload']),
    sent_at: toNumber(row['sent_at']) ?? 0,
  }));
}
