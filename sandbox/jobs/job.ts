import { parseColumn, type Row, toNumber, toText } from '../state/database.ts';
import type { JobSubType, JobType } from './sub-types.ts';

export const JOB_STATUSES = ['PENDING', 'DEQUEUED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** A job as the job API returns it. */
export type Job = {
  session_id: string;
  created_timestamp: number;
  username: string;
  batch_id: string | null;
  payload: Record<string, unknown>;
  job_type: JobType;
  job_sub_type: JobSubType;
  gsi_status: 'ok';
  status: JobStatus;
  info: string | null;
  result: Record<string, unknown> | null;
};

/**
 * Reads a row at a time. Until its end is written, the status of a job depends on its schedule.
 * @returns undefined if the row has not appeared yet
 */
export function readJob(row: Row, nowMs: number): Job | undefined {
  if ((toNumber(row['appears_ms']) ?? 0) > nowMs) return undefined;
  return {
    ...readFields(row, nowMs),
    payload: parseColumn(row['payload']),
    result: row['result'] === null ? null : parseColumn(row['result']),
  };
}

/** A row that has appeared, as JSON text. Payload and result are stored as JSON, and are not parsed. */
export function formatJob(row: Row, nowMs: number): string {
  const fields = JSON.stringify(readFields(row, nowMs));
  return `${fields.slice(0, -1)},"payload":${row['payload']},"result":${row['result'] ?? 'null'}}`;
}

function readFields(row: Row, nowMs: number): Omit<Job, 'payload' | 'result'> {
  const { status, info } = getStatus(row, nowMs);
  return {
    session_id: String(row['session_id']),
    created_timestamp: toNumber(row['created_timestamp']) ?? 0,
    username: String(row['username']),
    batch_id: toText(row['batch_id']) ?? null,
    job_type: String(row['job_type']) as JobType, // written by this program only
    job_sub_type: String(row['job_sub_type']) as JobSubType, // written by this program only
    gsi_status: 'ok',
    status,
    info,
  };
}

function getStatus(row: Row, nowMs: number): { status: JobStatus; info: string | null } {
  const status = JOB_STATUSES.find((known) => known === row['status']);
  if (status) return { status: status, info: toText(row['info']) ?? null };
  if ((toNumber(row['started_ms']) ?? 0) <= nowMs)
    return { status: 'IN_PROGRESS', info: 'A worker runs the job.' };
  if ((toNumber(row['dequeued_ms']) ?? 0) <= nowMs)
    return { status: 'DEQUEUED', info: 'A worker has dequeued the job.' };
  return { status: 'PENDING', info: null };
}

/** A job fails. The message is in its `info`. */
export class JobFailedError extends Error {
  override readonly name = 'JobFailedError';
}

/** A failure of a job that registers a run: after the item is in the registry, or after it is also in the graph. */
export type WorkFault = 'fail-lodge' | 'fail-after-lodge';

/** A job whose work runs, and the failure that a test injects into it. */
export type JobRun = { job: Job; fault?: WorkFault | undefined };

/** The result of a successful job, and its `info` (null by default). */
export type JobOutcome = { result: object; info?: string };

/** What is written at the end of a job. */
export type JobEnd = { status: 'SUCCEEDED' | 'FAILED'; info: string | null; result: object | null };
