import { type FaultRule, parseRule } from '../faults/rules.ts';
import { listEmails } from '../jobs/outbox.ts';
import type { Scheduler } from '../jobs/scheduler.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { RequestLogEntry } from './request-log.ts';
import { type RuntimeSettings, type SettingsChange, updateSettings } from './runtime-settings.ts';

/** Methods that control a running sandbox, for tests. */
export type Control = ReturnType<typeof createControl>;

export function createControl(state: SandboxState, scheduler: Scheduler) {
  const { db, faults, files, requestLog } = state;
  return {
    /** Injects a fault from now on. @returns a function that removes the rule. @throws Error for an invalid rule */
    injectFault(rule: FaultRule): () => void {
      const id = faults.add(parseRule(rule));
      return () => faults.remove(id);
    },
    /** Removes all fault rules. */
    clearFaults: (): void => faults.clear(),
    settings: (): RuntimeSettings => ({ ...state.runtime }),
    /** Changes the settings that are given. @returns all settings */
    updateSettings: (change: SettingsChange): RuntimeSettings => updateSettings(state.runtime, change),
    /** Requests of all services, or of one service or path; oldest first. */
    requestLog: (filter?: { service?: string | null; path?: string | null }): RequestLogEntry[] =>
      requestLog.list(filter),
    clearRequestLog: (): void => requestLog.clear(),
    /** Emails that a real server would have sent, oldest first. */
    outbox: () => listEmails(state),
    /** Saves the state under a name. */
    async snapshot(name: string): Promise<void> {
      db.snapshot(name);
      files.retainFiles(name);
    },
    /** Restores a saved state. The default `start` is the state after the start. @throws Error for an unknown name */
    async reset(name = 'start'): Promise<void> {
      files.removeUnusedFiles(() => db.restore(name));
      state.references.clear();
      state.index.reset();
      scheduler.wake();
    },
  };
}
