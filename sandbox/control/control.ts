import type { FaultRule, FaultRules } from '../faults/rules.ts';
import type { Email, Outbox } from '../jobs/outbox.ts';
import type { S3Store } from '../s3/index.ts';
import type { Database } from '../state/database.ts';
import type { RequestLog, RequestLogEntry } from './request-log.ts';
import {
  type ConfigurableParts,
  type RuntimeSettings,
  readSettings,
  updateSettings,
} from './runtime-settings.ts';

/** Methods that control a running sandbox, for tests. */
export type Control = ReturnType<typeof createControl>;

/** The parts of a sandbox that are controlled. */
type ControlledParts = {
  rules: FaultRules;
  configurable: ConfigurableParts;
  requestLog: RequestLog;
  db: Database;
  files: S3Store;
  outbox: Outbox;
};

/** `afterReset` is called after a reset, to clear caches. */
export function createControl(
  { rules, configurable, requestLog, db, files, outbox }: ControlledParts,
  afterReset: () => void,
) {
  return {
    /** Injects a fault from now on. @returns a function that removes the rule. @throws Error for an invalid rule */
    injectFault(rule: FaultRule): () => void {
      const id = rules.add(rule);
      return () => rules.remove(id);
    },
    /** Removes all fault rules. */
    clearFaults: (): void => rules.clear(),
    settings: (): RuntimeSettings => readSettings(configurable),
    /** Changes the settings that are given. @returns all settings */
    updateSettings: (change: Partial<RuntimeSettings>): RuntimeSettings =>
      updateSettings(configurable, change),
    /** Requests of all services, or of one service or path; oldest first. */
    requestLog: (filter?: { service?: string | null; path?: string | null }): RequestLogEntry[] =>
      requestLog.list(filter),
    clearRequestLog: (): void => requestLog.clear(),
    /** Emails that a real server would have sent, oldest first. */
    outbox: (): (Email & { sent_at: number })[] => outbox.list(),
    /** Saves the state under a name. */
    async snapshot(name: string): Promise<void> {
      db.snapshot(name);
      files.retainFiles(name);
    },
    /** Restores a saved state. The default `start` is the state after the start. @throws Error for an unknown name */
    async reset(name = 'start'): Promise<void> {
      files.removeUnusedFiles(() => db.restore(name));
      afterReset();
    },
  };
}
