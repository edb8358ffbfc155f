import type { Job } from '../../client/index.ts';
import { findEditJobs, sortOldestFirst } from '../../jobs/edit-jobs.ts';
import { getRecordIdentities, isKeyOf } from '../../jobs/record-identity.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';

/** A job of an earlier attempt that covers one record. */
interface Submission {
  readonly fingerprint: string;
  /** The fingerprint with which the record was sent. */
  readonly sentFingerprint: string;
  readonly sessionId: string;
  readonly createdAt: number;
}

/**
 * The records that earlier attempts of a step sent, by fingerprint. Equal records are counted: each can be taken once, first
 * those that were sent with this fingerprint.
 * A record whose own job failed does not count, nor does a record whose batch submission failed before launching its job, or
 * whose run was deleted.
 */
export class EarlierSubmissions {
  readonly #submissions: ReadonlyMap<string, Submission[]>;
  readonly #failures: ReadonlyMap<string, readonly Submission[]>;
  /** Sessions of all jobs with the key. */
  readonly sessionIds: ReadonlySet<string>;
  readonly #formerFingerprints: ReadonlyMap<string, string>;

  /**
   * @param jobs newest first, as the server lists them.
   * @param formerFingerprints see `findFormerFingerprints`: the current fingerprint of a record, by the one that was sent.
   */
  constructor(
    jobs: readonly Job[],
    { value: stepKey, recordsBefore = [] }: Pick<IdempotencyKey, 'value' | 'recordsBefore'>,
    formerFingerprints: ReadonlyMap<string, string> = new Map(),
    jobsOfDeletedRuns: ReadonlySet<Job> = new Set(),
  ) {
    this.#formerFingerprints = formerFingerprints;
    this.sessionIds = new Set(jobs.map((job) => job.session_id));
    const oldestFirst = sortOldestFirst(jobs);
    const edits = findEditJobs(jobs);
    const singles = oldestFirst.filter((job) => isSingleRecordJob(job) && !edits.has(job));
    const listSubmissions = (covering: readonly Job[]): Submission[] =>
      covering.flatMap((job) =>
        getRecordIdentities(job)
          .filter(({ key }) => isKeyOf(stepKey, key))
          .map(({ fingerprint: sentFingerprint = '' }) => ({
            fingerprint: this.toCurrentFingerprint(sentFingerprint),
            sentFingerprint,
            sessionId: job.session_id,
            createdAt: job.created_timestamp,
          })),
      );
    const valid = singles.filter((job) => job.status !== 'FAILED' && !jobsOfDeletedRuns.has(job));
    const submissions = [...listSubmissions(valid), ...findUnlaunched(oldestFirst, singles, listSubmissions)];
    const rank = (entry: Submission): number => Number(entry.sentFingerprint !== entry.fingerprint);
    this.#submissions = groupByFingerprint(submissions.toSorted((a, b) => rank(a) - rank(b)));
    this.#failures = groupByFingerprint(listSubmissions(singles.filter(({ status }) => status === 'FAILED')));
    // Records of earlier steps of the job with the same key, such as steps of one composite action.
    for (const fingerprint of recordsBefore) this.#takeAsSent(fingerprint);
  }

  /** The fingerprint that a record with this one has in this step. */
  toCurrentFingerprint(fingerprint = ''): string {
    return this.#formerFingerprints.get(fingerprint) ?? fingerprint;
  }

  /** Takes a submission of a record: the session to wait for, or undefined if the record must be sent. */
  take(fingerprint: string): string | undefined {
    return this.#submissions.get(fingerprint)?.shift()?.sessionId;
  }

  /** Takes the submission of a record of another step, which may have another fingerprint in this step. */
  #takeAsSent(fingerprint: string): void {
    const submissions = this.#submissions.get(this.toCurrentFingerprint(fingerprint));
    const index = submissions?.findIndex(({ sentFingerprint }) => sentFingerprint === fingerprint) ?? 0;
    submissions?.splice(Math.max(index, 0), 1);
  }

  /** The oldest failed job of a record, in Unix seconds; undefined if none failed. */
  getFailureTime(fingerprint: string): number | undefined {
    return this.#failures.get(fingerprint)?.[0]?.createdAt;
  }

  /** Number of submissions of matching records that were not taken. */
  countRemaining(isCounted: (fingerprint: string) => boolean): number {
    return [...this.#submissions].reduce(
      (sum, [fingerprint, list]) => sum + (isCounted(fingerprint) ? list.length : 0),
      0,
    );
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
  listSubmissions: (jobs: readonly Job[]) => Submission[],
): Submission[] {
  const launched = groupByFingerprint(
    listSubmissions(singles.filter((job) => job.payload['record'] !== undefined)),
  );
  const submits = jobs.filter((job) => job.payload['records'] !== undefined && job.status !== 'FAILED');
  return listSubmissions(submits.toReversed()).filter(({ fingerprint, createdAt }) => {
    const latest = launched.get(fingerprint)?.at(-1);
    if (latest === undefined || latest.createdAt < createdAt) return true;
    launched.get(fingerprint)?.pop();
    return false;
  });
}

function groupByFingerprint(submissions: readonly Submission[]): Map<string, Submission[]> {
  return Map.groupBy(submissions, ({ fingerprint }) => fingerprint);
}
