import type { Job } from '../client/index.ts';

/** A row of the job table as the job API returns it, with the fields used here. */
export interface JobRow {
  readonly session_id: string;
  readonly status: string;
  readonly job_type: string;
  readonly job_sub_type: string;
  readonly created_timestamp: number;
  readonly batch_id?: string | null | undefined;
  readonly info?: string | null | undefined;
  readonly payload?: Readonly<Record<string, unknown>> | null | undefined;
  readonly result?: Job['result'];
}

export interface JobPage {
  readonly jobs: readonly JobRow[];
  readonly pagination_key?: Readonly<Record<string, unknown>> | null | undefined;
}

export interface PageRequest {
  readonly limit: number;
  readonly pagination_key?: Readonly<Record<string, unknown>>;
}

/** The part of the job API that waiting needs. Newest rows first. */
export interface JobReader {
  /** One row; undefined while the server has none under this id. */
  fetch(sessionId: string, signal: AbortSignal | undefined): Promise<JobRow | undefined>;
  /** A page of the user's jobs. */
  list(request: PageRequest, signal: AbortSignal | undefined): Promise<JobPage>;
  /** A page of a batch's rows. */
  listBatch(
    request: PageRequest & { readonly batch_id: string },
    signal: AbortSignal | undefined,
  ): Promise<JobPage>;
}

/** True for the two states that a job does not leave. Any other, even one unknown today, may still change. */
export function isFinished(row: JobRow): boolean {
  return row.status === 'SUCCEEDED' || row.status === 'FAILED';
}
