import type { Job } from '../../client/index.ts';
import { findEditJobs, sortOldestFirst } from '../../jobs/edit-jobs.ts';
import { getRecordIdentities, isKeyOf } from '../../jobs/record-identity.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';

/** A job of an earlier attempt that covers one record. */
interface Submission {
  readonly sessionId: string;
  readonly createdAt: number;
}

type SubmissionKey = Pick<IdempotencyKey, 'value' | 'recordsBefore'>;

export interface SubmissionOptions {
  /** Earlier versions sent records with other fingerprints: the current fingerprint of a record, by the one that was sent. */
  readonly formerFingerprints?: ReadonlyMap<string, string>;
  readonly jobsOfDeletedRuns?: ReadonlySet<Job>;
}

/**
 * The records that earlier attempts of a step sent, by fingerprint. Equal records are counted: each can be taken once.
 * A record whose own job failed does not count, nor does a record whose batch submission failed before launching its job, or
 * whose run was deleted.
 */
export class EarlierSubmissions {
  readonly #submissions: ReadonlyMap<string, Submission[]>;
  readonly #failures: ReadonlyMap<string, readonly Submission[]>;
  /** Sessions of all jobs with the key. */
  readonly sessionIds: ReadonlySet<string>;
  readonly #formerFingerprints: ReadonlyMap<string, string>;

  /** @param jobs newest first, as the server lists them. */
  constructor(
    jobs: readonly Job[],
    { value: stepKey, recordsBefore = new Map() }: SubmissionKey,
    { formerFingerprints = new Map(), jobsOfDeletedRuns = new Set() }: SubmissionOptions = {},
  ) {
    this.#formerFingerprints = formerFingerprints;
    this.sessionIds = new Set(jobs.map((job) => job.session_id));
    const oldestFirst = sortOldestFirst(jobs);
    const edits = findEditJobs(jobs);
    const singles = oldestFirst.filter((job) => isSingleRecordJob(job) && !edits.has(job));
    const listFingerprints = (job: Job): string[] =>
      getRecordIdentities(job)
        .filter(({ key }) => isKeyOf(stepKey, key))
        .map(({ fingerprint }) => this.toCurrentFingerprint(fingerprint));
    const entries = singles.flatMap((job) =>
      listFingerprints(job).map((fingerprint) => ({ fingerprint, job })),
    );
    const valid = entries.filter(({ job }) => job.status !== 'FAILED' && !jobsOfDeletedRuns.has(job));
    const failed = entries.filter(({ job }) => job.status === 'FAILED');
    const submissions = groupSubmissions(valid);
    for (const { fingerprint, job } of findUnlaunched(oldestFirst, singles, listFingerprints)) {
      addSubmission(submissions, fingerprint, job);
    }
    this.#submissions = submissions;
    this.#failures = groupSubmissions(failed);
    // Records of earlier steps of the job with the same key, such as steps of one composite action.
    for (const [fingerprint, count] of recordsBefore) for (let i = 0; i < count; i++) this.take(fingerprint);
  }

  /** The fingerprint that a record with this one has in this step. */
  toCurrentFingerprint(fingerprint = ''): string {
    return this.#formerFingerprints.get(fingerprint) ?? fingerprint;
  }

  /** Takes a submission of a record: the session to wait for, or undefined if the record must be sent. */
  take(fingerprint: string): string | undefined {
    return this.#submissions.get(fingerprint)?.shift()?.sessionId;
  }

  /** The oldest failed job of a record, in Unix seconds; undefined if none failed. */
  getFailureTime(fingerprint: string): number | undefined {
    return this.#failures.get(fingerprint)?.[0]?.createdAt;
  }

  /** Number of submissions that were not taken. */
  get remainingCount(): number {
    return [...this.#submissions.values()].reduce((sum, list) => sum + list.length, 0);
  }

  /** Number of submissions of a record that were not taken. */
  countRemaining(fingerprint: string): number {
    return this.#submissions.get(fingerprint)?.length ?? 0;
  }

  /** Takes a submission of any record: the session to wait for, or undefined if none is left. */
  takeAny(): string | undefined {
    const [fingerprint] = [...this.#submissions].find(([, list]) => list.length > 0) ?? [];
    return fingerprint === undefined ? undefined : this.take(fingerprint);
  }
}

/** A job of one record: a registration or an update. */
function isSingleRecordJob({ payload }: Job): boolean {
  return payload['record'] !== undefined || payload['updated_record'] !== undefined;
}

/**
 * The records of submit jobs that are not launched yet. Jobs do not name the submit job that launched them, so each is
 * assigned to the latest submit job before it.
 */
function findUnlaunched(
  jobs: readonly Job[],
  singles: readonly Job[],
  listFingerprints: (job: Job) => readonly string[],
) {
  const launched = groupSubmissions(
    singles
      .filter((job) => job.payload['record'] !== undefined)
      .flatMap((job) => listFingerprints(job).map((fingerprint) => ({ fingerprint, job }))),
  );
  const submits = jobs.filter((job) => job.payload['records'] !== undefined && job.status !== 'FAILED');
  return submits.toReversed().flatMap((job) =>
    listFingerprints(job)
      .filter((fingerprint) => {
        const latest = launched.get(fingerprint)?.at(-1);
        if (latest === undefined || latest.createdAt < job.created_timestamp) return true;
        launched.get(fingerprint)?.pop();
        return false;
      })
      .map((fingerprint) => ({ fingerprint, job })),
  );
}

function groupSubmissions(entries: readonly { readonly fingerprint: string; readonly job: Job }[]) {
  const groups = new Map<string, Submission[]>();
  for (const { fingerprint, job } of entries) addSubmission(groups, fingerprint, job);
  return groups;
}

function addSubmission(groups: Map<string, Submission[]>, fingerprint: string, job: Job): void {
  const group = groups.get(fingerprint);
  if (group) group.push(toSubmission(job));
  else groups.set(fingerprint, [toSubmission(job)]);
}

function toSubmission({ session_id, created_timestamp }: Job): Submission {
  return { sessionId: session_id, createdAt: created_timestamp };
}
