import { type Job, ProvenaError } from '../../client/index.ts';
import { isKeyOf } from '../../jobs/record-identity.ts';
import { findJobs } from '../idempotency/find-jobs.ts';
import { pollForEffect } from '../idempotency/poll-for-effect.ts';
import { createGraceSignal } from '../lifecycle/cancellation.ts';
import { addReservedAnnotations, type KeyedRecord, type RegisterOptions } from './keyed-record.ts';
import type { PriorSubmissions } from './prior-submissions.ts';
import { findOrphanedRuns, type LodgedRun, type RegisteredRun } from './registered-runs.ts';

const LODGE_AGAIN_REASON = 'Added to the provenance graph after the first job failed.';

/** Finds the runs that failed jobs left in the registry: lodged ones are reused, the others are lodged again. */
export async function findRegisteredRuns(
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
  const toSend: KeyedRecord[] = [];
  const lodgedRuns: LodgedRun[] = [];
  const toLodge: { readonly record: KeyedRecord; readonly run: string }[] = [];
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

/** Lodges a registered run with an update. After a lost response its job is searched for. */
export async function lodgeAgain(
  record: KeyedRecord,
  run: string,
  options: RegisterOptions,
): Promise<string> {
  const { provena, key, log, signal } = options;
  log.info(
    `Run ${run} is in the registry but not in the provenance graph, because its job failed. Adding it to the graph.`,
  );
  const call = { signal: createGraceSignal(signal) };
  try {
    return (await provena.prov.updateModelRun(run, LODGE_AGAIN_REASON, addReservedAnnotations(record), call))
      .session_id;
  } catch (error) {
    if (!(error instanceof ProvenaError) || !error.outcomeUnknown) throw error;
    const search = async () =>
      (await findJobs(key, provena, call)).find(
        ({ payload, status }) => payload['model_run_record_id'] === run && status !== 'FAILED',
      );
    const job = await pollForEffect(error, search, call);
    if (!job) throw error;
    return job.session_id;
  }
}
