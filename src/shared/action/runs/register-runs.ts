import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import {
  type CreateOptions,
  type Job,
  type ModelRunRecord,
  type Provena,
  ProvenaError,
} from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import {
  createRecordKey,
  FINGERPRINT_FIELD,
  getRecordIdentities,
  isKeyOf,
  KEY_FIELD,
  type RecordIdentity,
} from '../../jobs/record-key.ts';
import {
  createIdempotent,
  createKeyConflictError,
  EQUAL_JOBS_REMEDY,
  type ExistingResource,
} from '../identity/create-idempotent.ts';
import { findJobs } from '../identity/find-jobs.ts';
import type { IdempotencyKey } from '../identity/idempotency-key.ts';
import { pollUntilSettled } from '../identity/poll-until-settled.ts';
import { createGraceSignal } from '../lifecycle/cancellation.ts';
import { describeFailure, StepFailedError } from '../lifecycle/failure.ts';
import type { Log } from '../runner/log.ts';
import { PriorSubmissions } from './prior-submissions.ts';
import { findOrphanedRuns, type LodgedRun, type RegisteredRun } from './registered-runs.ts';
import { addNullFields, splitRecords } from './split-records.ts';

/** A record and the fingerprint of the document it was read from. The record may be read from a store at each access. */
export interface FingerprintedRecord {
  readonly record: ModelRunRecord;
  readonly fingerprint: string;
}

export interface Registration {
  /** Sessions to wait for, including those of earlier attempts. */
  readonly sessions: readonly string[];
  /** Runs that are lodged although their job failed; there is no job to wait for. */
  readonly lodgedRuns: readonly LodgedRun[];
  /** Fingerprints of the records, in their order. */
  readonly recordOrder: readonly string[];
  /** Number of records that were sent. */
  readonly sent: number;
  /** Number of records that earlier attempts had sent. */
  readonly reused: number;
  /** Number of runs of failed jobs that were lodged again. */
  readonly lodgedAgain: number;
}

export interface RegisterOptions {
  readonly provena: Provena;
  readonly key: IdempotencyKey;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Called with the session of each accepted request, immediately. */
  readonly onSession: (session: string) => void;
}

const CONCURRENT_REQUESTS = 4;
const LODGE_AGAIN_REASON = 'Lodged again after the first job failed.';

/** Registers one model run, at most once per key and content. */
export async function registerModelRun(
  record: FingerprintedRecord,
  options: RegisterOptions,
): Promise<Registration> {
  return register([new KeyedRecord(record, options.key.value)], options, sendRecord);
}

/** Registers a list of model runs in batches, each record at most once. Records are identified by their content. */
export async function registerModelRuns(
  records: readonly FingerprintedRecord[],
  options: RegisterOptions,
): Promise<Registration> {
  const keyed = records.map((record, i) => new KeyedRecord(record, options.key.value, i));
  return register(keyed, options, sendBatches);
}

/** A record and its key: the key of the step, with the position of the record if it is part of a list. */
class KeyedRecord implements FingerprintedRecord {
  readonly #source: FingerprintedRecord;
  readonly #stepKey: string;
  readonly #index: number | undefined;

  constructor(source: FingerprintedRecord, stepKey: string, index?: number) {
    this.#source = source;
    this.#stepKey = stepKey;
    this.#index = index;
  }

  get key(): string {
    return this.#index === undefined ? this.#stepKey : createRecordKey(this.#stepKey, this.#index);
  }

  get record(): ModelRunRecord {
    return this.#source.record;
  }

  get fingerprint(): string {
    return this.#source.fingerprint;
  }
}

/** A record as it is sent. */
interface OutgoingRecord extends RecordIdentity {
  readonly record: ModelRunRecord;
}

type Send = (
  records: readonly KeyedRecord[],
  known: ReadonlySet<string>,
  options: RegisterOptions,
) => Promise<void>;

async function register(
  records: readonly KeyedRecord[],
  options: RegisterOptions,
  send: Send,
): Promise<Registration> {
  const { provena, key, log, signal } = options;
  const sessions = new Set<string>();
  const addSession = (session: string): void => {
    if (sessions.has(session)) return;
    sessions.add(session);
    options.onSession(session);
  };
  const jobs = key.searchFirst ? await findJobs(key, provena, { signal }) : [];
  const { missing, prior } = findMissing(records, jobs, key, addSession, log);
  const { unregistered, lodgedRuns, unlodged } = await findRegisteredRuns(missing, prior, jobs, options);
  if (records.length > unregistered.length) logReuse(records.length, unregistered.length, log);
  await forEachConcurrent(unlodged, CONCURRENT_REQUESTS, async ({ record, run }) => {
    signal.throwIfAborted();
    addSession(await lodgeAgain(record, run, options));
  });
  await send(unregistered, prior.sessionIds, { ...options, onSession: addSession });
  return {
    sessions: [...sessions],
    lodgedRuns,
    recordOrder: records.map(({ fingerprint }) => fingerprint),
    sent: unregistered.length,
    reused: records.length - unregistered.length - unlodged.length,
    lodgedAgain: unlodged.length,
  };
}

/** The records that no job of an earlier attempt covers. */
function findMissing(
  records: readonly KeyedRecord[],
  jobs: readonly Job[],
  key: IdempotencyKey,
  addSession: (session: string) => void,
  log: Log,
) {
  const prior = new PriorSubmissions(jobs, key.value);
  // Records of earlier steps of the job with the same key, such as steps of one composite action.
  for (const [fingerprint, count] of key.recordsBefore ?? [])
    for (let i = 0; i < count; i++) prior.take(fingerprint);
  const missing = records.filter(({ fingerprint }) => {
    const session = prior.take(fingerprint);
    if (session !== undefined) addSession(session);
    return session === undefined;
  });
  const isSingle = records.length === 1 && records[0]?.key === key.value;
  const other = prior.firstRemaining;
  if (isSingle && key.isUserDefined && missing.length > 0 && other !== undefined)
    throw createKeyConflictError(key.value, `job ${other}`, describeDifferences(records, jobs, other));
  reportRemaining(records, prior, key, log);
  return { missing, prior };
}

/** Reports what earlier attempts sent with this key and this step does not need. Equal records may be of an equal job. */
function reportRemaining(
  records: readonly KeyedRecord[],
  prior: PriorSubmissions,
  key: IdempotencyKey,
  log: Log,
): void {
  const fingerprints = new Set(records.map(({ fingerprint }) => fingerprint));
  const equal = [...fingerprints].reduce((sum, print) => sum + prior.countRemaining(print), 0);
  const others = prior.remaining - equal;
  const format = (count: number): string => `${count} more ${count === 1 ? 'record' : 'records'}`;
  if (others > 0)
    log.info(
      `Earlier attempts sent ${format(others)} with the key ${key.value}, which this step does not contain. They stay registered.`,
    );
  if (equal > 0 && !key.isUserDefined)
    log.warning(
      `Earlier attempts sent ${format(equal)} with the key ${key.value}, equal to records of this step. They stay registered, and belong to a longer list, or to an equal step or job. ${EQUAL_JOBS_REMEDY}`,
    );
}

/** Names the fields of the record that differ from the record of a job. */
function describeDifferences(
  [wanted]: readonly KeyedRecord[],
  jobs: readonly Job[],
  session: string,
): string[] {
  const stored = jobs.find((job) => job.session_id === session)?.payload['record'];
  if (!isMapping(stored) || !wanted) return [];
  const names = new Set([...Object.keys(stored), ...Object.keys(wanted.record)]);
  const differing = [...names].filter(
    (name) =>
      name !== 'annotations' &&
      JSON.stringify(Reflect.get(stored, name) ?? null) !==
        JSON.stringify(Reflect.get(wanted.record, name) ?? null),
  );
  return differing.length > 0
    ? [`different fields: ${differing.join(', ')}`]
    : ['different fields: annotations'];
}

/** Runs of failed jobs that are in the registry: lodged ones are reused, the others are lodged again. */
async function findRegisteredRuns(
  records: readonly KeyedRecord[],
  prior: PriorSubmissions,
  jobs: readonly Job[],
  { provena, key, signal }: RegisterOptions,
) {
  const failureTimes = records.flatMap(({ fingerprint }) => prior.getFailureTime(fingerprint) ?? []);
  const since = failureTimes.reduce((earliest, time) => Math.min(earliest, time), Number.POSITIVE_INFINITY);
  const runs = Number.isFinite(since)
    ? await findOrphanedRuns(
        (identity) => (isKeyOf(key.value, identity.key) ? (identity.fingerprint ?? '') : undefined),
        since,
        jobs,
        provena,
        { signal },
      )
    : new Map<string, RegisteredRun[]>();
  const unregistered: KeyedRecord[] = [];
  const lodgedRuns: LodgedRun[] = [];
  const unlodged: { readonly record: KeyedRecord; readonly run: string }[] = [];
  for (const record of records) {
    const candidates = runs.get(record.fingerprint) ?? [];
    const lodged = candidates.findIndex(({ isLodged }) => isLodged);
    const [run] = candidates.splice(Math.max(lodged, 0), 1);
    if (!run) unregistered.push(record);
    else if (run.isLodged) lodgedRuns.push({ id: run.id, fingerprint: record.fingerprint });
    else unlodged.push({ record, run: run.id });
  }
  return { unregistered, lodgedRuns, unlodged };
}

function logReuse(total: number, unregistered: number, log: Log): void {
  log.info(
    `Earlier attempts sent ${total - unregistered} of ${total} ${total === 1 ? 'record' : 'records'}; ${unregistered} ${unregistered === 1 ? 'is' : 'are'} sent now.`,
  );
}

/** Lodges a registered run with an update. After a lost response its job is searched for. */
async function lodgeAgain(record: KeyedRecord, run: string, options: RegisterOptions): Promise<string> {
  const { provena, key, log, signal } = options;
  log.info(`Run ${run} is registered but not in the graph, because its job failed. Lodging it again.`);
  const call = { signal: createGraceSignal(signal) };
  try {
    return (await provena.prov.updateModelRun(run, LODGE_AGAIN_REASON, addOwnAnnotations(record), call))
      .session_id;
  } catch (error) {
    if (!(error instanceof ProvenaError) || !error.outcomeUnknown) throw error;
    const search = async () =>
      (await findJobs(key, provena, call)).find(
        ({ payload, status }) => payload['model_run_record_id'] === run && status !== 'FAILED',
      );
    const job = await pollUntilSettled(error, search, call);
    if (!job) throw error;
    return job.session_id;
  }
}

async function sendRecord(
  [record]: readonly KeyedRecord[],
  known: ReadonlySet<string>,
  options: RegisterOptions,
): Promise<void> {
  if (!record) return;
  const { prov } = options.provena;
  await send([record], known, options, 'record', (call) =>
    prov.registerModelRun(addOwnAnnotations(record), call),
  );
}

/** Sends records in batches. @throws StepFailedError that reports how many records were sent, if any. */
async function sendBatches(
  records: readonly KeyedRecord[],
  known: ReadonlySet<string>,
  options: RegisterOptions,
): Promise<void> {
  const { prov } = options.provena;
  const batches = splitRecords(listOutgoing(records), {
    getContent: ({ record }) => addNullFields(record),
  });
  let sent = 0;
  try {
    await forEachConcurrent(batches, CONCURRENT_REQUESTS, async (batch) => {
      options.signal.throwIfAborted();
      await send(batch, known, options, 'records', (call) =>
        prov.registerBatchModelRuns(
          batch.map(({ record }) => record),
          call,
        ),
      );
      sent += batch.length;
    });
  } catch (error) {
    if (sent === 0) throw error;
    const state = `${sent} of ${records.length} records were sent before the failure`;
    const remedy = 'Re-run the job: it sends only the remaining records.';
    // The runner prints the cancellation instead of this error.
    if (options.signal.aborted) {
      options.log.warning(`${state}. ${remedy}`);
      throw error;
    }
    const { message, advice, anchor } = describeFailure(error);
    throw new StepFailedError(`${message}\n${state}. Output session-ids has their sessions.`, {
      advice: `${advice} ${remedy}`,
      anchor,
      cause: error,
    });
  }
}

function* listOutgoing(records: readonly KeyedRecord[]): Generator<OutgoingRecord> {
  for (const entry of records) {
    const { key, fingerprint } = entry;
    yield { key, fingerprint, record: addOwnAnnotations(entry) };
  }
}

/** Sends one request; after a lost response its job is searched for by the keys and fingerprints of the records. */
async function send(
  records: readonly RecordIdentity[],
  known: ReadonlySet<string>,
  { provena, key, log, signal, onSession }: RegisterOptions,
  payloadField: 'record' | 'records',
  request: (call: CreateOptions<{ session_id: string }>) => Promise<{ session_id: string }>,
): Promise<void> {
  // A step with the same key may have sent some of the same records, so the whole list is compared.
  const identities = formatIdentities(records);
  const isSameRequest = (job: Job): boolean =>
    job.payload[payloadField] !== undefined &&
    job.status !== 'FAILED' &&
    !known.has(job.session_id) &&
    formatIdentities(getRecordIdentities(job)) === identities;
  const { resource } = await createIdempotent<string>({
    // Jobs of earlier attempts are known, and in a re-run those of earlier steps, too. Only the response to this request
    // can be lost.
    key: { ...key, fingerprint: undefined, ordinal: key.searchFirst ? 1 : key.ordinal, searchFirst: false },
    log,
    signal,
    getId: (session) => session,
    find: async (call) => (await findJobs(key, provena, call)).filter(isSameRequest).map(toExistingResource),
    async create({ signal: graceSignal, recover }) {
      const { session_id: session } = await request({
        signal: graceSignal,
        async recover(call) {
          const found = await recover(call);
          return found === undefined ? undefined : { session_id: found };
        },
      });
      return session;
    },
  });
  onSession(resource);
}

function formatIdentities(identities: readonly RecordIdentity[]): string {
  return identities
    .map(({ key, fingerprint }) => `${key} ${fingerprint ?? ''}`)
    .sort()
    .join('\n');
}

function toExistingResource(job: Job): ExistingResource<string> {
  return { id: job.session_id, resource: job.session_id, createdAt: job.created_timestamp };
}

/** Our own fields are written last. */
function addOwnAnnotations({ record, key, fingerprint }: KeyedRecord): ModelRunRecord {
  return {
    ...record,
    annotations: { ...record.annotations, [KEY_FIELD]: key, [FINGERPRINT_FIELD]: fingerprint },
  };
}
