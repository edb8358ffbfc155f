import type { Mail, Outbox } from '../jobs/outbox.ts';
import type { Rule, Rules } from '../misbehaviour/rules.ts';
import type { DialBoard, Dials } from './dials.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { Snapshots } from './snapshots.ts';

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

/** The parts of a sandbox that are controlled. */
export type Controlled = {
  rules: Rules;
  dials: DialBoard;
  journal: Journal;
  snapshots: Snapshots;
  outbox: Outbox;
};

/** Control over the parts of a sandbox; `afterReset` is for whoever remembers what was there before. */
export function controlOver(parts: Controlled, afterReset: () => void): Control {
  const { rules, dials, journal, snapshots, outbox } = parts;
  return {
    misbehave(rule) {
      const id = rules.add(rule);
      return () => rules.lift(id);
    },
    behave: () => rules.clear(),
    dials: () => dials.read(),
    turn: (change) => dials.turn(change),
    journal: (filter) => journal.all(filter),
    clearJournal: () => journal.clear(),
    outbox: () => outbox.list(),
    snapshot: (name) => snapshots.take(name),
    async reset(name = 'start') {
      snapshots.restore(name);
      afterReset();
    },
  };
}
