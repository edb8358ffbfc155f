import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import type { CreateOptions, Job, ModelRunRecord } from '../../client/index.ts';
import { getRecordIdentities, type RecordIdentity } from '../../jobs/record-identity.ts';
import { createIdempotent } from '../idempotency/create-idempotent.ts';
import { describeFailure } from '../lifecycle/failure.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';
import { findJobs } from './find-jobs.ts';
import { CONCURRENT_REQUESTS, type RegisterOptions } from './registration.ts';
import { addNullFields, splitRecords } from './split-records.ts';
import { addReservedAnnotations, type KeyedRecord } from './step-records.ts';

interface OutgoingRecord extends RecordIdentity {
  readonly record: ModelRunRecord;
}

interface SendOptions extends RegisterOptions {
  /** True to send the records in batches. */
  readonly isBatch: boolean;
  /** The sessions of earlier attempts. */
  readonly priorSessions: ReadonlySet<string>;
}

/** Sends records. @throws StepFailedError that reports how many records were sent, if any. */
export async function sendRecords(records: readonly KeyedRecord[], options: SendOptions): Promise<void> {
  const { isBatch, log, signal } = options;
  const outgoing = records.values().map(
    (entry): OutgoingRecord => ({
      key: entry.key,
      fingerprint: entry.fingerprint,
      record: addReservedAnnotations(entry),
    }),
  );
  const batches = splitRecords(outgoing, {
    getContent: ({ record }) => addNullFields(record),
    ...(isBatch ? {} : { records: 1 }),
  });
  let sent = 0;
  try {
    await forEachConcurrent(batches, CONCURRENT_REQUESTS, async (batch) => {
      signal.throwIfAborted();
      await sendBatch(batch, options);
      sent += batch.length;
    });
  } catch (error) {
    if (sent === 0) throw error;
    const state = `${sent} of ${records.length} records were sent before the failure`;
    const remedy = 'Re-run the job: it sends only the remaining records.';
    // `runAction` reports the cancellation instead of this error.
    if (signal.aborted) {
      log.warning(`${state}. ${remedy}`);
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

/** Sends one request; after a lost response its job is searched for by the keys and fingerprints of the records. */
async function sendBatch(
  batch: readonly OutgoingRecord[],
  { provena, key, log, signal, onSession, isBatch, priorSessions }: SendOptions,
): Promise<void> {
  const { prov } = provena;
  const send = (call: CreateOptions<{ session_id: string }>): Promise<{ session_id: string }> => {
    const records = batch.map(({ record }) => record);
    const [record] = records;
    return record && !isBatch
      ? prov.registerModelRun(record, call)
      : prov.registerBatchModelRuns(records, call);
  };
  // The field with the records in the payload of the job that the request launches.
  const payloadField = isBatch ? 'records' : 'record';
  // A step with the same key may have sent some of the same records, so the whole list is compared.
  const identities = formatIdentities(batch);
  const isSameRequest = (job: Job): boolean =>
    job.payload[payloadField] !== undefined &&
    job.status !== 'FAILED' &&
    !priorSessions.has(job.session_id) &&
    formatIdentities(getRecordIdentities(job)) === identities;
  const { resource } = await createIdempotent<string>({
    key: {
      ...key,
      // `isSameRequest` has compared the content.
      fingerprint: undefined,
      // In a re-run, `priorSessions` contains the jobs of earlier steps, which are not counted again.
      ordinal: key.searchFirst ? 1 : key.ordinal,
      // The records that earlier attempts sent are not among these.
      searchFirst: false,
    },
    log,
    signal,
    getId: (session) => session,
    async find(call) {
      const jobs = await findJobs(key, provena, call);
      return jobs.filter(isSameRequest).map(({ session_id: id, created_timestamp: createdAt }) => ({
        id,
        resource: id,
        createdAt,
      }));
    },
    async create(call) {
      const { session_id: session } = await send({
        ...call,
        async recover(options) {
          const found = await call.recover(options);
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
