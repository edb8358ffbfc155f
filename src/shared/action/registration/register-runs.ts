import { inParallel } from '../../client/in-parallel.ts';
import type { Job, ModelRunRecord, Provena, RecoverOptions } from '../../client/index.ts';
import { KEY_FIELD, keyOfRecord, recordKeys } from '../../jobs/record-key.ts';
import { findJobs } from '../creation/find-jobs.ts';
import type { IdempotencyKey } from '../creation/key.ts';
import { createOnce, type Trace } from '../creation/once.ts';
import type { Log } from '../runner/log.ts';
import { coverageOf } from './coverage.ts';
import { splitRecords } from './split.ts';

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
const AT_ONCE = 4;

/** Registers one model run, at most once under the key. */
export async function registerOne(record: ModelRunRecord, options: RegisterOptions): Promise<Registration> {
  const { provena, key, log, signal, onSession } = options;
  const { made, reused } = await createOnce<string>({
    key,
    log,
    signal,
    id: (session) => session,
    find: async (call) => traces((await findJobs(key, provena, call)).filter(isRun)),
    create: async (recover) => {
      const found = async (call: RecoverOptions) => accepted(await recover(call));
      const call = { signal, recover: found };
      return (await provena.prov.registerModelRun(withKey(record, key.value), call)).session_id;
    },
  });
  onSession(made);
  return { sessions: [made], sent: reused ? 0 : 1, reused: reused ? 1 : 0 };
}

/**
 * Registers a list of model runs in batches, each record at most once under its own part of the key: what an earlier
 * attempt has sent and has not failed is left alone.
 */
export async function registerBatch(
  records: readonly ModelRunRecord[],
  options: RegisterOptions,
): Promise<Registration> {
  const { provena, key, log, signal, onSession } = options;
  const earlier = coverageOf(key.lookFirst ? await findJobs(key, provena, { signal }) : []);
  const keyed = records.map((record, i) => withKey(record, keyOfRecord(key.value, i)));
  const missing = keyed.filter((record) => !earlier.covered.has(record.annotations?.[KEY_FIELD] ?? ''));
  if (earlier.covered.size > 0)
    log.info(
      `${records.length - missing.length} of ${records.length} records were sent by an earlier attempt; ${missing.length} are sent now.`,
    );
  for (const [record, sessions] of earlier.repeated)
    log.warning(`Record ${record} was registered more than once: ${sessions.join(', ')}. The first is used.`);
  const sessions = [...earlier.sessions];
  for (const session of sessions) onSession(session);
  await inParallel(splitRecords(missing), AT_ONCE, async (batch) => {
    const session = await submit(batch, options);
    sessions.push(session);
    onSession(session);
  });
  return { sessions, sent: missing.length, reused: records.length - missing.length };
}

/** One batch; after a lost answer its submit job is looked for by the keys of its records. */
async function submit(
  batch: readonly ModelRunRecord[],
  { provena, key, log, signal }: RegisterOptions,
): Promise<string> {
  const own = new Set(batch.map((record) => record.annotations?.[KEY_FIELD]));
  const submitsThis = (job: Job): boolean =>
    job.payload['records'] !== undefined &&
    job.status !== 'FAILED' &&
    recordKeys(job).some((k) => own.has(k));
  const { made } = await createOnce<string>({
    // What earlier attempts have sent is known by now: only the answer to this request can get lost.
    key: { ...key, lookFirst: false },
    log,
    signal,
    id: (session) => session,
    find: async (call) => traces((await findJobs(key, provena, call)).filter(submitsThis)),
    create: async (recover) => {
      const found = async (call: RecoverOptions) => accepted(await recover(call));
      return (await provena.prov.registerBatchModelRuns(batch, { signal, recover: found })).session_id;
    },
  });
  return made;
}

/** A single run that is there or may still come. */
function isRun(job: Job): boolean {
  return job.payload['record'] !== undefined && job.status !== 'FAILED';
}

function traces(jobs: readonly Job[]): Trace<string>[] {
  return jobs.map((job) => ({ id: job.session_id, made: job.session_id, createdAt: job.created_timestamp }));
}

function accepted(session: string | undefined) {
  return session === undefined ? undefined : { status: { success: true, details: '' }, session_id: session };
}

function withKey(record: ModelRunRecord, key: string): ModelRunRecord {
  return { ...record, annotations: { ...record.annotations, [KEY_FIELD]: key } };
}
