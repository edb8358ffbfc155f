import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import type { Job, ModelRunRecord, Provena, RecoverOptions } from '../../client/index.ts';
import { KEY_FIELD, keyOfRecord, recordKeys } from '../../jobs/record-key.ts';
import { createIdempotent, type ExistingResource } from '../identity/create-idempotent.ts';
import { findJobs } from '../identity/find-jobs.ts';
import type { IdempotencyKey } from '../identity/idempotency-key.ts';
import type { Log } from '../runner/log.ts';
import { collectPriorSubmissions } from './prior-submissions.ts';
import { splitRecords } from './split-records.ts';

export interface Registration {
  /** Sessions to wait for, those of earlier attempts included. */
  readonly sessions: readonly string[];
  /** Records that were sent now. */
  readonly sent: number;
  /** Records that earlier attempts of this step had sent. */
  readonly reused: number;
}

export interface RegisterOptions {
  readonly provena: Provena;
  readonly key: IdempotencyKey;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Told the session of each request that was accepted, at once. */
  readonly onSession: (session: string) => void;
}

/** Batches that are being handed over at the same time. */
const CONCURRENT_BATCHES = 4;

/** Registers one model run, at most once under the key. */
export async function registerModelRun(
  record: ModelRunRecord,
  options: RegisterOptions,
): Promise<Registration> {
  const { provena, key, log, signal, onSession } = options;
  const { resource: made, reused } = await createIdempotent<string>({
    key,
    log,
    signal,
    getId: (session) => session,
    find: async (call) => toExistingResources((await findJobs(key, provena, call)).filter(isSingleRun)),
    create: async (recover) => {
      const found = async (call: RecoverOptions) => toResponse(await recover(call));
      const call = { signal, recover: found };
      return (await provena.prov.registerModelRun(addKey(record, key.value), call)).session_id;
    },
  });
  onSession(made);
  return { sessions: [made], sent: reused ? 0 : 1, reused: reused ? 1 : 0 };
}

/**
 * Registers a list of model runs in batches, each record at most once under its own part of the key: what an earlier
 * attempt has sent and has not failed is left alone.
 */
export async function registerModelRuns(
  records: readonly ModelRunRecord[],
  options: RegisterOptions,
): Promise<Registration> {
  const { provena, key, log, signal, onSession } = options;
  const earlier = collectPriorSubmissions(key.searchFirst ? await findJobs(key, provena, { signal }) : []);
  const keyed = records.map((record, i) => addKey(record, keyOfRecord(key.value, i)));
  const missing = keyed.filter((record) => !earlier.submittedKeys.has(record.annotations?.[KEY_FIELD] ?? ''));
  if (earlier.submittedKeys.size > 0)
    log.info(
      `${records.length - missing.length} of ${records.length} records were sent by an earlier attempt; ${missing.length} are sent now.`,
    );
  for (const [record, sessions] of earlier.duplicates)
    log.warning(`Record ${record} was registered more than once: ${sessions.join(', ')}. The first is used.`);
  const sessions = [...earlier.sessions];
  for (const session of sessions) onSession(session);
  await forEachConcurrent(splitRecords(missing), CONCURRENT_BATCHES, async (batch) => {
    const session = await submitBatch(batch, options);
    sessions.push(session);
    onSession(session);
  });
  return { sessions, sent: missing.length, reused: records.length - missing.length };
}

/** One batch; after a lost answer its submit job is looked for by the keys of its records. */
async function submitBatch(
  batch: readonly ModelRunRecord[],
  { provena, key, log, signal }: RegisterOptions,
): Promise<string> {
  const own = new Set(batch.map((record) => record.annotations?.[KEY_FIELD]));
  const submitsThis = (job: Job): boolean =>
    job.payload['records'] !== undefined &&
    job.status !== 'FAILED' &&
    recordKeys(job).some((k) => own.has(k));
  const { resource: made } = await createIdempotent<string>({
    // What earlier attempts have sent is known by now: only the answer to this request can get lost.
    key: { ...key, searchFirst: false },
    log,
    signal,
    getId: (session) => session,
    find: async (call) => toExistingResources((await findJobs(key, provena, call)).filter(submitsThis)),
    create: async (recover) => {
      const found = async (call: RecoverOptions) => toResponse(await recover(call));
      return (await provena.prov.registerBatchModelRuns(batch, { signal, recover: found })).session_id;
    },
  });
  return made;
}

/** A single run that is there or may still come. */
function isSingleRun(job: Job): boolean {
  return job.payload['record'] !== undefined && job.status !== 'FAILED';
}

function toExistingResources(jobs: readonly Job[]): ExistingResource<string>[] {
  return jobs.map((job) => ({
    id: job.session_id,
    resource: job.session_id,
    createdAt: job.created_timestamp,
  }));
}

function toResponse(session: string | undefined) {
  return session === undefined ? undefined : { status: { success: true, details: '' }, session_id: session };
}

function addKey(record: ModelRunRecord, key: string): ModelRunRecord {
  return { ...record, annotations: { ...record.annotations, [KEY_FIELD]: key } };
}
