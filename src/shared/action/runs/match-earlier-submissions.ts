import type { Job } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { formatEqualJobsRemedy } from '../idempotency/create-idempotent.ts';
import { createKeyConflictError } from '../idempotency/existing-results.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';
import { formatCount } from '../runner/format-count.ts';
import type { Log } from '../runner/log.ts';
import { EarlierSubmissions } from './earlier-submissions.ts';
import type { KeyedRecord } from './keyed-record.ts';

/** The records of a step, compared with what earlier attempts sent. */
export interface EarlierMatch {
  /** The records that no job of an earlier attempt covers. */
  readonly missing: readonly KeyedRecord[];
  /** Sessions of the others, in the order of the records. */
  readonly sessions: readonly string[];
  /** The submissions that were not assigned to a record, those included that are equal to a record of this step. */
  readonly remaining: EarlierSubmissions;
}

/** Assigns the jobs of earlier attempts to the records. */
export function matchEarlierSubmissions(
  records: readonly KeyedRecord[],
  jobs: readonly Job[],
  key: IdempotencyKey,
): EarlierMatch {
  const submissions = new EarlierSubmissions(jobs, key);
  const sessions: string[] = [];
  const missing = records.filter(({ fingerprint }) => {
    const session = submissions.take(fingerprint);
    if (session !== undefined) sessions.push(session);
    return session === undefined;
  });
  return { missing, sessions, remaining: submissions };
}

/**
 * @throws StepFailedError when the step has a single record and the key of the user belongs to another one. Lists with the
 * same key may differ.
 */
export function assertNoConflict(
  records: readonly KeyedRecord[],
  { missing, remaining }: EarlierMatch,
  jobs: readonly Job[],
  key: IdempotencyKey,
): void {
  const isOutsideList = records.length === 1 && records[0]?.key === key.value;
  const other = remaining.firstRemaining;
  if (isOutsideList && key.isUserDefined && missing.length > 0 && other !== undefined)
    throw createKeyConflictError(key.value, `job ${other}`, describeDifferences(records, jobs, other));
}

/**
 * Reports what earlier attempts sent with this key and this step does not contain. Equal records left over can belong to
 * another job of this run that has the same key.
 */
export function reportRemaining(
  records: readonly KeyedRecord[],
  { remaining }: EarlierMatch,
  key: IdempotencyKey,
  log: Log,
): void {
  const fingerprints = new Set(records.map(({ fingerprint }) => fingerprint));
  const equal = [...fingerprints].reduce(
    (sum, fingerprint) => sum + remaining.countRemaining(fingerprint),
    0,
  );
  const others = remaining.remainingCount - equal;
  if (others > 0)
    log.info(
      `Earlier attempts sent ${formatCount(others, 'more record')} with the key ${key.value} that are not among the records of this step. They stay registered.`,
    );
  if (equal > 0 && !key.isUserDefined)
    log.warning(
      `Earlier attempts sent ${formatCount(equal, 'more record')} with the key ${key.value}, equal to records of this step. They stay registered, and belong to a longer list, or to an equal step or job. ${formatEqualJobsRemedy()}`,
    );
}

/** Names the fields of the record that differ from the record of a job. */
function describeDifferences(
  [keyed]: readonly KeyedRecord[],
  jobs: readonly Job[],
  session: string,
): string[] {
  const stored = jobs.find((job) => job.session_id === session)?.payload['record'];
  if (!isMapping(stored) || !keyed) return [];
  const names = new Set([...Object.keys(stored), ...Object.keys(keyed.record)]);
  const differing = [...names].filter(
    (name) =>
      name !== 'annotations' &&
      JSON.stringify(Reflect.get(stored, name) ?? null) !==
        JSON.stringify(Reflect.get(keyed.record, name) ?? null),
  );
  return differing.length > 0
    ? [`different fields: ${differing.join(', ')}`]
    : ['different fields: annotations'];
}
