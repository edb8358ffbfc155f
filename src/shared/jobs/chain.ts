import type { JobRow } from './job-row.ts';

/** What a job that succeeded has launched. */
export interface Continuation {
  /** The session of the second job of a new item or version. */
  readonly session?: string;
  /** A batch, and the number of jobs that it will have. */
  readonly batch?: { readonly id: string; readonly size: number | undefined };
}

/**
 * Returns what a job has launched. Creating an item or a version runs two jobs: the first registers the activity and launches
 * the second, which lodges its provenance. The server marks the first one SUCCEEDED once the second one is launched, so that
 * the item is complete only when the second one has succeeded. Both belong to the user who created the item.
 */
export function getContinuation(row: JobRow): Continuation {
  if (row.status !== 'SUCCEEDED') return {};
  const { lodge_session_id: session, batch_id: id } = row.result ?? {};
  const records = row.payload?.['records'];
  const size = Array.isArray(records) ? records.length : undefined;
  return {
    ...(session === undefined ? {} : { session }),
    ...(id === undefined ? {} : { batch: { id, size } }),
  };
}

/** The handle of the model run that a finished job registered or updated. */
export function getModelRunId(result: JobRow['result']): string | undefined {
  return result?.record?.id;
}
