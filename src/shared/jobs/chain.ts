import { getTextField } from '../client/mapping.ts';
import type { JobRow } from './job-row.ts';

/** What a job that succeeded has set in motion. */
export interface Continuation {
  /** A session that it launched: the second half of a create or version chain. */
  readonly session?: string;
  /** A batch that it launched, and how many jobs that batch will have. */
  readonly batch?: { readonly id: string; readonly size: number | undefined };
}

/**
 * What follows a job. The server marks a parent SUCCEEDED once its child is launched, not when that is finished, so
 * that a chain is done only when its last link is. Children belong to the user who started the chain.
 */
export function getContinuation(row: JobRow): Continuation {
  if (row.status !== 'SUCCEEDED') return {};
  const session = row.result?.['lodge_session_id'];
  const batch = row.result?.['batch_id'];
  const records = row.payload?.['records'];
  return {
    ...(typeof session === 'string' ? { session } : {}),
    ...(typeof batch === 'string'
      ? { batch: { id: batch, size: Array.isArray(records) ? records.length : undefined } }
      : {}),
  };
}

/** The handle of the model run that a finished job registered or updated. */
export function getModelRunId(result: JobRow['result']): string | undefined {
  return getTextField(result?.['record'], 'id');
}
