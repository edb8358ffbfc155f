import type { Mail } from '../jobs/outbox.ts';
import type { Rule } from '../misbehaviour/rules.ts';
import type { Dials } from './dials.ts';
import type { JournalEntry } from './journal.ts';

/** What tests can do to a running sandbox. */
export type Control = {
  /** Makes requests or jobs go wrong from now on; the function returned ends it. @throws Error for a rule that makes no sense */
  misbehave(rule: Rule): () => void;
  /** Ends all misbehaviour. */
  behave(): void;
  dials(): Dials;
  /** Changes the dials that are given. */
  turn(change: Partial<Dials>): Dials;
  /** Requests that were answered, oldest first; of one service or path when given. */
  journal(filter?: { service?: string | null; path?: string | null }): JournalEntry[];
  clearJournal(): void;
  /** Mails that a real server would have sent, oldest first. */
  outbox(): (Mail & { sent_at: number })[];
  /** Keeps the state under a name. */
  snapshot(name: string): Promise<void>;
  /** Puts the state back; `start`, the default, is how the sandbox was when it was ready. @throws Error for an unknown name */
  reset(name?: string): Promise<void>;
};
