import { isDeepStrictEqual } from 'node:util';
import { isMapping } from '../client/mapping.ts';
import type { JobRow } from './job-row.ts';
import {
  FINGERPRINT_FIELD,
  getRecordAnnotations,
  getStepKey,
  listRecords,
  parseIdentities,
  RUN_ATTEMPT_FIELD,
} from './record-identity.ts';

/** Jobs that work on a run which is already registered, so that they replace its earlier job in any attempt. */
const LODGE_AGAIN_SUB_TYPES: ReadonlySet<string> = new Set([
  'MODEL_RUN_UPDATE',
  'MODEL_RUN_LODGE_ONLY',
  'MODEL_RUN_UPDATE_LODGE_ONLY',
]);

/**
 * Finds the failed jobs whose records were sent again by a later attempt of the workflow run, or lodged later. Records are
 * identified by the key of their step and their fingerprint; a record outside a list may have other times, which its step can
 * compute in each attempt. Equal records are counted: each later job replaces one failed job. A failed job of several records
 * is superseded when all of them were sent again.
 * @param jobs the jobs of one workflow run in any order, those of its batches included.
 * @param jobsOfDeletedRuns those whose model run is no longer in the registry. They count as failed.
 * @returns session ids.
 */
export function findSupersededJobs(
  jobs: readonly JobRow[],
  jobsOfDeletedRuns: ReadonlySet<JobRow> = new Set(),
): ReadonlySet<string> {
  const unreplaced = new Set<string>();
  const failed = new Set<string>();
  for (const group of groupByRecord(jobs)) {
    const failures = listFailures(group, jobsOfDeletedRuns);
    for (const { job } of failures) failed.add(job.session_id);
    for (const { job } of findUnreplaced(failures, group.filter(isRequest))) unreplaced.add(job.session_id);
  }
  return new Set([...failed].filter((session) => !unreplaced.has(session)));
}

/** Finds the successful jobs whose records a later attempt sent again: their model runs may have been deleted. */
export function findResentJobs<T extends JobRow>(jobs: readonly T[]): T[] {
  return groupByRecord(jobs).flatMap((group) => {
    const lastAttempt = group.reduce((last, { attempt }) => Math.max(last, attempt), 0);
    return group
      .filter(({ job, attempt }) => job.status === 'SUCCEEDED' && attempt < lastAttempt)
      .map(({ job }) => job);
  });
}

interface Entry<T extends JobRow = JobRow> {
  readonly job: T;
  /** The step key, with the fingerprint if the record is part of a list. */
  readonly identity: string;
  readonly fingerprint: string;
  readonly attempt: number;
}

function groupByRecord<T extends JobRow>(jobs: readonly T[]): Entry<T>[][] {
  return [...Map.groupBy(jobs.flatMap(listEntries), ({ identity }) => identity).values()];
}

function listEntries<T extends JobRow>(job: T): Entry<T>[] {
  return getRecordAnnotations(job).flatMap((annotations) => {
    const attempt = Number(annotations[RUN_ATTEMPT_FIELD] ?? 1);
    return parseIdentities(annotations).map(({ key, fingerprint = '' }) => ({
      job,
      attempt,
      identity: getStepKey(key) === key ? key : JSON.stringify([getStepKey(key), fingerprint]),
      fingerprint,
    }));
  });
}

/** The failed jobs of a record, oldest first. */
function listFailures(group: readonly Entry[], jobsOfDeletedRuns: ReadonlySet<JobRow>): Entry[] {
  const ownFailures = group.filter(
    ({ job }) => (job.status === 'FAILED' && !isSubmit(job)) || jobsOfDeletedRuns.has(job),
  );
  return [...ownFailures, ...listUnlaunched(group)].toSorted(compareAge);
}

/** The records that failed submit jobs did not launch. Jobs do not name the submit job that launched them. */
function listUnlaunched(group: readonly Entry[]): Entry[] {
  return [...Map.groupBy(group, ({ attempt }) => attempt).values()].flatMap((entries) => {
    const submitted = entries.filter(({ job }) => isSubmit(job));
    const launched = entries.filter(({ job }) => job.batch_id && !isSubmit(job)).length;
    const failed = submitted.filter(({ job }) => job.status === 'FAILED');
    return failed.slice(0, Math.max(0, submitted.length - launched));
  });
}

/**
 * The failures that no later request replaces. Each request replaces the oldest remaining failure with equal content, or else
 * the oldest remaining one that differs only in its times.
 */
function findUnreplaced(failures: readonly Entry[], requests: readonly Entry[]): readonly Entry[] {
  const remaining = [...failures];
  for (const request of requests.toSorted(compareAge)) {
    const find = (isSame: (failure: Entry) => boolean): number =>
      remaining.findIndex((failure) => isReplacedBy(failure, request) && isSame(failure));
    const equal = find(({ fingerprint }) => fingerprint === request.fingerprint);
    const index = equal >= 0 ? equal : find(({ job }) => differsInTimesOnly(job, request.job));
    if (index >= 0) remaining.splice(index, 1);
  }
  return remaining;
}

/** Steps of several calls of a reusable workflow can share a key, so that the key alone does not identify a record. */
function differsInTimesOnly(a: JobRow, b: JobRow): boolean {
  return isDeepStrictEqual(listRecords(a).map(removeTimes), listRecords(b).map(removeTimes));
}

/** The record without its times, and without the annotations that depend on them or on the attempt. */
function removeTimes(record: unknown): unknown {
  if (!isMapping(record)) return record;
  const annotations = Object.entries(record['annotations'] ?? {}).filter(
    ([name]) => name !== FINGERPRINT_FIELD && !name.startsWith('ci_'),
  );
  return { ...record, start_time: null, end_time: null, annotations: Object.fromEntries(annotations) };
}

function isReplacedBy(failure: Entry, request: Entry): boolean {
  if (request.attempt !== failure.attempt) return request.attempt > failure.attempt;
  return isLodgedAgain(request.job) && request.job.created_timestamp > failure.job.created_timestamp;
}

function compareAge(a: Entry, b: Entry): number {
  return a.attempt - b.attempt || a.job.created_timestamp - b.job.created_timestamp;
}

/** True for a job that a step requested; the jobs of a batch are launched by its submit job. */
function isRequest({ job }: Entry): boolean {
  return !job.batch_id;
}

function isSubmit({ payload }: JobRow): boolean {
  return payload?.['records'] !== undefined;
}

function isLodgedAgain({ job_sub_type }: JobRow): boolean {
  return LODGE_AGAIN_SUB_TYPES.has(job_sub_type);
}
