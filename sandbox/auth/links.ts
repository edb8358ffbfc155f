import { toText } from '../state/database.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** The registered person of a user. */
export function findPersonId({ db }: SandboxState, username: string): string | undefined {
  return toText(db.get('SELECT person_id FROM links WHERE username = ?', username)?.['person_id']);
}

export function listLinkedUsers({ db }: SandboxState, personId: string): string[] {
  const rows = db.all('SELECT username FROM links WHERE person_id = ? ORDER BY rowid', personId);
  return rows.map((row) => String(row['username']));
}

export function linkUser({ db }: SandboxState, username: string, personId: string): void {
  db.run('INSERT OR REPLACE INTO links VALUES (?, ?)', username, personId);
}

export function unlinkUser({ db }: SandboxState, username: string): void {
  db.run('DELETE FROM links WHERE username = ?', username);
}
