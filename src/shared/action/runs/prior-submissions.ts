import type { Job } from '../../client/index.ts';
import { recordKeys } from '../../jobs/record-key.ts';

/** What earlier attempts have done for records, by the records' keys. */
export interface PriorSubmissions {
  /** Keys of records that are registered, or on their way. */
  readonly submittedKeys: ReadonlySet<string>;
  /** Sessions to wait for, so that all of the covered records are waited for. */
  readonly sessions: readonly string[];
  /** Keys that more than one attempt has sent, with their sessions, oldest first. */
  readonly duplicates: ReadonlyMap<string, readonly string[]>;
}

/**
 * Tells from the jobs of earlier attempts which records need not be sent again. A record whose own job failed does; so
 * does one of a submit job that failed before it launched it.
 */
export function collectPriorSubmissions(jobs: readonly Job[]): PriorSubmissions {
  const oldestFirst = jobs.toSorted((a, b) => a.created_timestamp - b.created_timestamp);
  const single = oldestFirst.filter((job) => job.payload['record'] !== undefined);
  const submits = oldestFirst.filter(
    (job) => job.payload['records'] !== undefined && job.status !== 'FAILED',
  );
  const alive = Map.groupBy(
    single.filter((job) => job.status !== 'FAILED'),
    (job) => recordKeys(job)[0] ?? '',
  );
  const failed = new Set(single.filter((job) => job.status === 'FAILED').flatMap(recordKeys));
  const promised = new Set(
    submits.flatMap((job) => recordKeys(job).filter((key) => !alive.has(key) && !failed.has(key))),
  );
  const open = submits.filter((job) => recordKeys(job).some((key) => promised.has(key)));
  return {
    submittedKeys: new Set([...alive.keys(), ...promised]),
    sessions: [...open, ...[...alive.values()].flatMap((group) => group.slice(0, 1))].map(
      (job) => job.session_id,
    ),
    duplicates: new Map(
      [...alive]
        .filter(([, group]) => group.length > 1)
        .map(([key, group]) => [key, group.map((job) => job.session_id)]),
    ),
  };
}
