import type { FaultRule, FaultRules } from '../faults/rules.ts';
import type { Mail, Outbox } from '../jobs/outbox.ts';
import type { RequestLog, RequestLogEntry } from './request-log.ts';
import type { RuntimeSettings, SettingsController } from './runtime-settings.ts';
import type { Snapshots } from './snapshots.ts';

/** What tests can do to a running sandbox. */
export type Control = {
  /** Makes requests or jobs go wrong from now on; the function returned ends it. @throws Error for a rule that makes no sense */
  injectFault(rule: FaultRule): () => void;
  /** Ends all misbehaviour. */
  clearFaults(): void;
  settings(): RuntimeSettings;
  /** Changes the dials that are given. */
  updateSettings(change: Partial<RuntimeSettings>): RuntimeSettings;
  /** Requests that were answered, oldest first; of one service or path when given. */
  requestLog(filter?: { service?: string | null; path?: string | null }): RequestLogEntry[];
  clearRequestLog(): void;
  /** Mails that a real server would have sent, oldest first. */
  outbox(): (Mail & { sent_at: number })[];
  /** Keeps the state under a name. */
  snapshot(name: string): Promise<void>;
  /** Puts the state back; `start`, the default, is how the sandbox was when it was ready. @throws Error for an unknown name */
  reset(name?: string): Promise<void>;
};

/** The parts of a sandbox that are controlled. */
export type ControlledParts = {
  rules: FaultRules;
  settings: SettingsController;
  requestLog: RequestLog;
  snapshots: Snapshots;
  outbox: Outbox;
};

/** Control over the parts of a sandbox; `afterReset` is for whoever remembers what was there before. */
export function createControl(parts: ControlledParts, afterReset: () => void): Control {
  const { rules, settings: dials, requestLog: journal, snapshots, outbox } = parts;
  return {
    injectFault(rule) {
      const id = rules.add(rule);
      return () => rules.remove(id);
    },
    clearFaults: () => rules.clear(),
    settings: () => dials.read(),
    updateSettings: (change) => dials.update(change),
    requestLog: (filter) => journal.list(filter),
    clearRequestLog: () => journal.clear(),
    outbox: () => outbox.list(),
    snapshot: (name) => snapshots.take(name),
    async reset(name = 'start') {
      snapshots.restore(name);
      afterReset();
    },
  };
}
