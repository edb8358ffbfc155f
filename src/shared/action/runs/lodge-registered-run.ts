import { ProvenaError } from '../../client/index.ts';
import { findEffect } from '../idempotency/poll-for-effect.ts';
import { createGraceSignal } from '../lifecycle/cancellation.ts';
import { findJobs } from './find-jobs.ts';
import { addReservedAnnotations, type KeyedRecord, type RegisterOptions } from './keyed-record.ts';

const LODGE_REASON = 'Added to the provenance graph after the first job failed.';

/** Lodges a registered run with an update. After a lost response its job is searched for. */
export async function lodgeRegisteredRun(
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
