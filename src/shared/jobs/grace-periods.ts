import type { Round } from './round.ts';
import type { TrackedBatch } from './tracked-batch.ts';
import type { Tracker } from './tracker.ts';

/**
 * Milliseconds for which a session may have no row. The launch responds before the row is written, within about a
 * second; a row that was there and is missing may be an inconsistent read. A batch gets the same time to show its
 * jobs.
 */
const GRACE_PERIOD_MS = 15_000;

/** Milliseconds after which a batch of unknown size counts as complete: its jobs are launched together. */
const QUIET_PERIOD_MS = 3000;

/** Decides when a job without a row, or a batch that lacks jobs, is no longer waited for. */
export class GracePeriods {
  readonly #missingSince = new Map<string, number>();
  readonly #growth = new Map<string, { memberCount: number; since: number }>();

  apply(tracker: Tracker, missing: Round['missing'], now: number): void {
    const stillMissing = new Set(missing);
    for (const id of this.#missingSince.keys()) if (!stillMissing.has(id)) this.#missingSince.delete(id);
    for (const id of missing) {
      const since = this.#missingSince.get(id) ?? now;
      this.#missingSince.set(id, since);
      if (now - since >= GRACE_PERIOD_MS) tracker.markMissing(id);
    }
    for (const batch of tracker.openBatches()) {
      const periodMs = batch.memberCount > 0 && !batch.isSizeKnown ? QUIET_PERIOD_MS : GRACE_PERIOD_MS;
      if (!batch.isComplete && now - this.#quietSince(batch, now) >= periodMs)
        tracker.markBatchComplete(batch.id);
    }
  }

  #quietSince({ id, memberCount }: TrackedBatch, now: number): number {
    const previous = this.#growth.get(id);
    if (previous?.memberCount === memberCount) return previous.since;
    this.#growth.set(id, { memberCount, since: now });
    return now;
  }
}
