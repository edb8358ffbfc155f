import { ProvenaError } from '../../client/index.ts';
import { isKeyOf, type RecordIdentity } from '../../jobs/record-identity.ts';
import { findEffect } from '../idempotency/poll-for-effect.ts';
import { createGraceSignal } from '../lifecycle/cancellation.ts';
import type { LodgedRun } from '../waiting/await-step-jobs.ts';
import type { EarlierSubmissions } from './earlier-submissions.ts';
import { findJobs } from './find-jobs.ts';
import type { EarlierJobs } from './match-earlier-submissions.ts';
import { findOrphanedRuns, getEarliest } from './registered-runs.ts';
import type { RegisterOptions } from './registration.ts';
import { addReservedAnnotations, type KeyedRecord } from './step-records.ts';

/** A record whose run is in the registry but not in the graph. */
interface RunToLodge {
  readonly record: KeyedRecord;
  readonly run: string;
}

/**
 * Assigns the runs that failed jobs left in the registry to the records that no earlier job covers.
 * @returns the records without a run, the runs that are already in the graph, and those that are to be added to it.
 */
export async function assignRegisteredRuns(
  records: readonly KeyedRecord[],
  submissions: EarlierSubmissions,
  { jobs, listing }: EarlierJobs,
  { provena, key, signal }: RegisterOptions,
) {
  const since = getEarliest(
    records.flatMap(({ fingerprint }) => submissions.getFailureTime(fingerprint) ?? []),
  );
  const identify = (identity: RecordIdentity): string | undefined =>
    isKeyOf(key.value, identity.key) ? submissions.toCurrentFingerprint(identity.fingerprint) : undefined;
  const runs = await findOrphanedRuns({ identify, since, jobs }, listing, provena, { signal });
  const toSend: KeyedRecord[] = [];
  const lodgedRuns: LodgedRun[] = [];
  const toLodge: RunToLodge[] = [];
  for (const record of records) {
    const candidates = runs.get(record.fingerprint) ?? [];
    // The lodged run, or else the oldest.
    const lodged = candidates.findIndex(({ isLodged }) => isLodged);
    const [run] = candidates.splice(Math.max(lodged, 0), 1);
    if (!run) toSend.push(record);
    else if (run.isLodged) lodgedRuns.push({ id: run.id, fingerprint: record.fingerprint });
    else toLodge.push({ record, run: run.id });
  }
  return { toSend, lodgedRuns, toLodge };
}

const LODGE_REASON = 'Added to the provenance graph after the first job failed.';

/**
 * Lodges a registered run with an update. After a lost response, searches for its job.
 * @returns the session id of the job.
 * @throws ProvenaError if the request fails; StepFailedError if its outcome stays unknown.
 */
export async function lodgeRegisteredRun(
  { record, run }: RunToLodge,
  { provena, key, log, signal }: RegisterOptions,
): Promise<string> {
  log.info(
    `Run ${run} is in the registry but not in the provenance graph, because its job failed. Adding it to the graph.`,
  );
  const call = { signal: createGraceSignal(signal) };
  try {
    const { session_id: session } = await provena.prov.updateModelRun(
      run,
      LODGE_REASON,
      addReservedAnnotations(record),
      { ...call, cancelSignal: signal },
    );
    return session;
  } catch (error) {
    if (!(error instanceof ProvenaError) || !error.outcomeUnknown) throw error;
    const search = async () =>
      (await findJobs(key, provena, call)).find(
        ({ payload, status }) => payload['model_run_record_id'] === run && status !== 'FAILED',
      );
    const remedy = 'Re-run the failed job: it searches for the job of the run first.';
    return (await findEffect(error, search, { call, remedy, log, signal })).session_id;
  }
}
