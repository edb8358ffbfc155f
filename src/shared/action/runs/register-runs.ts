import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import type { CallOptions, Provena } from '../../client/index.ts';
import { formatCount } from '../../format-count.ts';
import { getModelRunId } from '../../jobs/chain.ts';
import { listRecords } from '../../jobs/record-identity.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';
import type { Log } from '../runner/log/log.ts';
import { assignRegisteredRuns, lodgeRegisteredRun } from './assign-registered-runs.ts';
import { findJobs } from './find-jobs.ts';
import { findTemplateVersions, listTemplates } from './former-fingerprints.ts';
import {
  compareRecords,
  type EarlierJobs,
  matchEarlierSubmissions,
  reportEarlierExecutions,
  reportRemaining,
} from './match-earlier-submissions.ts';
import { findJobsOfDeletedRuns } from './registered-runs.ts';
import { CONCURRENT_REQUESTS, type RegisterOptions, type Registration } from './registration.ts';
import { RunListing } from './run-listing.ts';
import { sendRecords } from './send-records.ts';
import { KeyedRecord, type StepRecords } from './step-records.ts';

/**
 * Counts the records that earlier attempts sent.
 * @throws StepFailedError when the step has a single record and its user-defined key belongs to another one.
 */
export async function countSentRecords(
  list: StepRecords,
  key: IdempotencyKey,
  provena: Provena,
  call: CallOptions,
): Promise<number> {
  const records = addKeys(list, key);
  const earlier = await findEarlierJobs(records, key, provena, call);
  return records.length - matchEarlierSubmissions(records, earlier, key).missing.length;
}

/** Adds the step key to a single record, and the step key with its position to each record of a list. */
function addKeys({ records, isBatch }: StepRecords, { value }: IdempotencyKey): KeyedRecord[] {
  return records.map((record, i) => new KeyedRecord(record, value, isBatch ? i : undefined));
}

async function findEarlierJobs(
  records: readonly KeyedRecord[],
  key: IdempotencyKey,
  provena: Provena,
  call: CallOptions,
): Promise<EarlierJobs> {
  const listing = new RunListing(provena, call);
  const jobs = key.searchFirst ? await findJobs(key, provena, call) : [];
  const jobsOfDeletedRuns = await findJobsOfDeletedRuns(jobs, listing, provena, call);
  // With a user-defined key, another version of a template is other content.
  const templateVersions = key.isUserDefined
    ? new Map<string, string>()
    : await findTemplateVersions(
        compareRecords(records, { jobs, jobsOfDeletedRuns }, key),
        jobs,
        provena,
        call,
      );
  return { jobs, jobsOfDeletedRuns, templateVersions, listing };
}

function reportDeletedRuns({ jobsOfDeletedRuns }: EarlierJobs, log: Log): void {
  // A run that was updated has several jobs.
  const runs = new Set([...jobsOfDeletedRuns].map(({ result }) => getModelRunId(result)));
  const [first] = runs;
  if (first === undefined) return;
  log.notice(
    `The registry no longer has ${formatCount(runs.size, 'model run')} of earlier attempts${runs.size === 1 ? ':' : ', such as'} ${first}. Those of this step are registered again.`,
  );
}

/** @param sessions of the jobs that earlier attempts sent for records of this step. */
function reportTemplateVersions(
  sessions: readonly string[],
  { jobs, templateVersions }: EarlierJobs,
  log: Log,
): void {
  if (templateVersions.size === 0) return;
  const used = new Set(sessions);
  const templates = listTemplates(jobs.filter((job) => used.has(job.session_id)).flatMap(listRecords));
  const first = [...templateVersions].find(([earlier]) => templates.has(earlier));
  if (!first) return;
  log.notice(
    `Earlier attempts used ${first.join(', an earlier version of the template ')}. Model runs that they registered keep it, and are not registered again.`,
  );
}

/**
 * Registers model runs, each at most once: a list in batches, a single run directly. Records are identified by their
 * content.
 */
export async function registerModelRuns(list: StepRecords, options: RegisterOptions): Promise<Registration> {
  const { provena, key, log, signal } = options;
  const records = addKeys(list, key);
  const sessions = new Set<string>();
  const addSession = (session: string): void => {
    if (sessions.has(session)) return;
    sessions.add(session);
    options.onSession(session);
  };
  const earlier = await findEarlierJobs(records, key, provena, { signal });
  const match = matchEarlierSubmissions(records, earlier, key);
  reportDeletedRuns(earlier, log);
  reportTemplateVersions(match.sessions, earlier, log);
  for (const session of match.sessions) addSession(session);
  const formerRecords = reportRemaining(records, match, key, log);
  reportEarlierExecutions(records, match.sessions, earlier.jobs, { key, log });
  const { missing, remaining } = match;
  const { toSend, lodgedRuns, toLodge } = await assignRegisteredRuns(missing, remaining, earlier, options);
  const reused = records.length - toSend.length - toLodge.length;
  if (reused > 0) log.info(`${reused} of ${formatCount(records.length, 'record')} had been sent earlier.`);
  await forEachConcurrent(toLodge, CONCURRENT_REQUESTS, async (entry) => {
    signal.throwIfAborted();
    addSession(await lodgeRegisteredRun(entry, options));
  });
  const priorSessions = remaining.sessionIds;
  await sendRecords(toSend, { ...options, isBatch: list.isBatch, priorSessions, onSession: addSession });
  return {
    sessions: [...sessions],
    lodgedRuns,
    fingerprints: records.map(({ fingerprint }) => fingerprint),
    sent: toSend.length,
    reused,
    formerRecords,
    lodgedNow: toLodge.length,
  };
}
