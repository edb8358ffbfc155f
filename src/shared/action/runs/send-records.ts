import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import type { CallOptions, CreateOptions, ModelRunRecord } from '../../client/index.ts';
import { getRecordIdentities, type RecordIdentity } from '../../jobs/record-identity.ts';
import { type CreationCall, createIdempotent } from '../idempotency/create-idempotent.ts';
import type { ExistingResult } from '../idempotency/existing-results.ts';
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
async function sendBatch(batch: readonly OutgoingRecord[], options: SendOptions): Promise<void> {
  const { key, log, signal } = options;
  const { resource: session } = await createIdempotent<string>({
    key: {
      ...key,
      // `findEqualJobs` compares the content.
      fingerprint: undefined,
      // In a re-run, `priorSessions` contains the jobs of earlier steps, which are not counted again.
      ordinal: key.searchFirst ? 1 : key.ordinal,
      // The records that earlier attempts sent are not among these.
      searchFirst: false,
    },
    log,
    signal,
    getId: (id) => id,
    find: (call) => findEqualJobs(batch, options, call),
    create: (call) => sendRequest(batch, options, call),
  });
  options.onSession(session);
}

async function sendRequest(
  batch: readonly OutgoingRecord[],
  { provena: { prov }, isBatch }: SendOptions,
  { recover, ...call }: CreationCall<string>,
): Promise<string> {
  const records = batch.map(({ record }) => record);
  const [record] = records;
  const options: CreateOptions<{ session_id: string }> = {
    ...call,
    async recover(request) {
      const found = await recover(request);
      return found === undefined ? undefined : { session_id: found };
    },
  };
  const sent =
    record && !isBatch
      ? prov.registerModelRun(record, options)
      : prov.registerBatchModelRuns(records, options);
  return (await sent).session_id;
}

/** The jobs of this attempt that have the records of a request. */
async function findEqualJobs(
  batch: readonly OutgoingRecord[],
  { provena, key, isBatch, priorSessions }: SendOptions,
  call: CallOptions,
): Promise<ExistingResult<string>[]> {
  // The field with the records in the payload of the job that the request launches.
  const payloadField = isBatch ? 'records' : 'record';
  // A step with the same key may have sent some of the same records, so the whole list is compared.
  const identities = formatIdentities(batch);
  const jobs = await findJobs(key, provena, call);
  return jobs
    .filter(
      (job) =>
        job.payload[payloadField] !== undefined &&
        job.status !== 'FAILED' &&
        !priorSessions.has(job.session_id) &&
        formatIdentities(getRecordIdentities(job)) === identities,
    )
    .map(({ session_id: id, created_timestamp: createdAt }) => ({ id, resource: id, createdAt }));
}

function formatIdentities(identities: readonly RecordIdentity[]): string {
  return identities
    .map(({ key, fingerprint }) => `${key} ${fingerprint ?? ''}`)
    .sort()
    .join('\n');
}
