import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import type { CreateOptions, Job, ModelRunRecord } from '../../client/index.ts';
import { getRecordIdentities, type RecordIdentity } from '../../jobs/record-identity.ts';
import { createIdempotent } from '../idempotency/create-idempotent.ts';
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

/** Sends one record. @param priorSessions the sessions of earlier attempts. */
export async function sendRecord(
  [record]: readonly KeyedRecord[],
  priorSessions: ReadonlySet<string>,
  options: RegisterOptions,
): Promise<void> {
  if (!record) return;
  const { prov } = options.provena;
  const request: RegistrationRequest = {
    records: [record],
    payloadField: 'record',
    send: (call) => prov.registerModelRun(addReservedAnnotations(record), call),
  };
  await sendRequest(request, priorSessions, options);
}

/** Sends records in batches. @throws StepFailedError that reports how many records were sent, if any. */
export async function sendBatches(
  records: readonly KeyedRecord[],
  priorSessions: ReadonlySet<string>,
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
      const request: RegistrationRequest = {
        records: batch,
        payloadField: 'records',
        send: (call) =>
          prov.registerBatchModelRuns(
            batch.map(({ record }) => record),
            call,
          ),
      };
      await sendRequest(request, priorSessions, options);
      sent += batch.length;
    });
  } catch (error) {
    if (sent === 0) throw error;
    const state = `${sent} of ${records.length} records were sent before the failure`;
    const remedy = 'Re-run the job: it sends only the remaining records.';
    // `runAction` reports the cancellation instead of this error.
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
    yield { key, fingerprint, record: addReservedAnnotations(entry) };
  }
}

interface RegistrationRequest {
  readonly records: readonly RecordIdentity[];
  /** The field with the records in the payload of the job that the request launches. */
  readonly payloadField: 'record' | 'records';
  send(call: CreateOptions<{ session_id: string }>): Promise<{ session_id: string }>;
}

/** Sends one request; after a lost response its job is searched for by the keys and fingerprints of the records. */
async function sendRequest(
  { records, payloadField, send }: RegistrationRequest,
  priorSessions: ReadonlySet<string>,
  { provena, key, log, signal, onSession }: RegisterOptions,
): Promise<void> {
  // A step with the same key may have sent some of the same records, so the whole list is compared.
  const identities = formatIdentities(records);
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
    find: async (call) => (await findJobs(key, provena, call)).filter(isSameRequest).map(toExistingResult),
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

function toExistingResult(job: Job): ExistingResult<string> {
  return { id: job.session_id, resource: job.session_id, createdAt: job.created_timestamp };
}
