import { type Job, ModelRunRecord } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import type { Json } from '../../documents/json.ts';
import { formatCount } from '../../format-count.ts';
import { listRecords } from '../../jobs/record-identity.ts';
import { UNMINTED } from '../datasets/dataset-document.ts';
import { formatEqualJobsRemedy } from '../idempotency/create-idempotent.ts';
import { describeDifferences } from '../idempotency/describe-differences.ts';
import { createKeyConflictError } from '../idempotency/existing-results.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';
import type { Log } from '../runner/log/log.ts';
import { formatCommitDifference } from '../workflow-run/run-metadata.ts';
import { EarlierSubmissions } from './earlier-submissions.ts';
import {
  type ComparedRecords,
  findFormerFingerprints,
  type TemplateVersions,
} from './former-fingerprints.ts';
import type { RegisterOptions } from './registration.ts';
import type { RunListing } from './run-listing.ts';
import type { FingerprintedRecord, KeyedRecord } from './step-records.ts';

export interface EarlierJobs {
  readonly jobs: readonly Job[];
  /** Those whose model run was deleted from the registry. */
  readonly jobsOfDeletedRuns: ReadonlySet<Job>;
  readonly templateVersions: TemplateVersions;
  /** The runs of the registry, for further searches without requesting the same pages again. */
  readonly listing: RunListing;
}

/** The jobs of earlier attempts, assigned to the records of a step. */
interface EarlierMatch {
  /** The records that no job of an earlier attempt covers. */
  readonly missing: readonly KeyedRecord[];
  /** Sessions of the jobs that cover the other records, in the order of the records. */
  readonly sessions: readonly string[];
  /** The submissions that were not assigned to a record. Some may equal a record of this step. */
  readonly remaining: EarlierSubmissions;
}

/** Finds the records that no job of an earlier attempt covers with their fingerprint. */
export function compareRecords(
  records: readonly FingerprintedRecord[],
  { jobs, jobsOfDeletedRuns }: Pick<EarlierJobs, 'jobs' | 'jobsOfDeletedRuns'>,
  key: IdempotencyKey,
): ComparedRecords {
  const submissions = new EarlierSubmissions(jobs, key, new Map(), jobsOfDeletedRuns);
  return {
    records,
    unsent: records.filter(({ fingerprint }) => submissions.take(fingerprint) === undefined),
  };
}

/**
 * Assigns the jobs of earlier attempts to the records.
 * @throws StepFailedError when the step has a single record and the user-defined key belongs to another one.
 */
export function matchEarlierSubmissions(
  records: readonly KeyedRecord[],
  earlier: EarlierJobs,
  key: IdempotencyKey,
): EarlierMatch {
  const { jobs, jobsOfDeletedRuns, templateVersions } = earlier;
  const compared = compareRecords(records, earlier, key);
  const formerFingerprints = findFormerFingerprints(compared, jobs, templateVersions);
  const submissions = new EarlierSubmissions(jobs, key, formerFingerprints, jobsOfDeletedRuns);
  const sessions: string[] = [];
  const missing = records.filter(({ fingerprint }) => {
    const session = submissions.take(fingerprint);
    if (session !== undefined) sessions.push(session);
    return session === undefined;
  });
  const equal = missing.length > 0 ? findEqualSubmission(records, submissions, jobs, key) : undefined;
  if (equal !== undefined) return { missing: [], sessions: [equal], remaining: submissions };
  return { missing, sessions, remaining: submissions };
}

/**
 * If the step has a single record and a user-defined key, finds the earlier record with this key. Lists may differ from
 * those that were sent with the same key.
 * @returns the session of the earlier record if it differs in notation only.
 * @throws StepFailedError when the earlier record has other content.
 */
function findEqualSubmission(
  [record, ...others]: readonly KeyedRecord[],
  remaining: EarlierSubmissions,
  jobs: readonly Job[],
  key: IdempotencyKey,
): string | undefined {
  const isOutsideList = others.length === 0 && record?.key === key.value;
  if (!key.isUserDefined || !isOutsideList) return undefined;
  const session = remaining.takeAny();
  if (session === undefined) return undefined;
  const { payload = {} } = jobs.find((job) => job.session_id === session) ?? {};
  const stored = payload['record'] ?? payload['updated_record'];
  const differences = describeDifferences(
    ModelRunRecord,
    ['annotations'],
    // Parsed from the JSON of a response.
    stored as Json | undefined,
    record.record,
    record.defaultFields,
  );
  if (differences.length > 0) {
    const lines = differences.map((line) =>
      line.replaceAll(JSON.stringify(UNMINTED), '(a dataset to be minted)'),
    );
    throw createKeyConflictError(key.value, `job ${session}`, lines);
  }
  return session;
}

/**
 * Reports the records that earlier attempts sent with this key and that are not among those of this step. More equal records
 * than this step has can belong to another job of this run with the same key.
 * @returns the number of these records that are equal to none of this step.
 */
export function reportRemaining(
  records: readonly KeyedRecord[],
  { remaining }: EarlierMatch,
  key: IdempotencyKey,
  log: Log,
): number {
  const fingerprints = new Set(records.map(({ fingerprint }) => fingerprint));
  const equal = remaining.countRemaining((fingerprint) => fingerprints.has(fingerprint));
  const others = remaining.countRemaining((fingerprint) => !fingerprints.has(fingerprint));
  if (others > 0)
    log.notice(
      `Earlier attempts sent ${formatCount(others, 'more record')} with the key ${key.value} that are not among the records of this step. They stay registered.`,
    );
  if (equal > 0 && !key.isUserDefined)
    log.warning(
      `Earlier attempts sent ${formatCount(equal, 'more record')} with the key ${key.value} that are equal to records of this step. They stay registered. Either the list was longer, or an equal step or job sent them. ${formatEqualJobsRemedy()}`,
    );
  return others;
}

/**
 * Reports records whose runs were registered from another commit: the runs stay as they are. A user-defined key usually finds
 * the run of another commit.
 * @param sessions of the jobs that earlier attempts sent for records of this step.
 */
export function reportEarlierExecutions(
  records: readonly KeyedRecord[],
  sessions: readonly string[],
  jobs: readonly Job[],
  { key, log }: Pick<RegisterOptions, 'key' | 'log'>,
): void {
  const jobsBySession = new Map(jobs.map((job) => [job.session_id, job]));
  // All records of a step have the same commit.
  const current = records[0]?.record.annotations;
  const changes = sessions.flatMap((session) => {
    const job = jobsBySession.get(session);
    const sent = job ? listRecords(job) : [];
    const [record] = sent;
    // The job of a run that is not launched yet contains its whole batch.
    if (!isMapping(record) || sent.length > 1) return [];
    return formatCommitDifference(record['annotations'], current) ?? [];
  });
  const [first] = changes;
  if (first === undefined) return;
  const example = changes.length > 1 ? 'the first ' : '';
  const report = key.isUserDefined ? log.notice : log.warning;
  report(
    `${changes.length} of ${formatCount(records.length, 'model run')} had been registered earlier, ${example}with commit ${first}, and not changed since. To record this execution, start a new workflow run, with another idempotency-key if you set one.`,
  );
}
