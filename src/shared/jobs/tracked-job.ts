import { getTextField } from '../client/mapping.ts';
import { isFinished, type JobRow } from './job-row.ts';
import { getRecordIdentities } from './record-identity.ts';

/**
 * State of one job. Jobs found through a batch or another job keep only the handle of their result; ten thousand PROV documents
 * and records would fill the memory.
 */
export interface TrackedJob {
  /** True if the wait is for the job itself; false if it was found through a batch or another job. */
  readonly isRequested: boolean;
  readonly sessionId: string;
  /**
   * `unlisted`: the server has no row (yet); `open`: it has one that may still change; `missing`: the row was there and
   * is gone, or never came.
   */
  readonly state: JobState;
  /** Status of the server, such as `IN_PROGRESS`. */
  readonly status: string | undefined;
  /** Kind of job, such as `MODEL_RUN_PROV_LODGE`. */
  readonly subType: string | undefined;
  readonly batchId: string | undefined;
  /** For people: a note, or why the job failed. */
  readonly info: string | undefined;
  /** Handle of the item or version whose creation the job records. */
  readonly createdItem?: string | undefined;
  /** The name of the model run that the job is about. */
  readonly displayName: string | undefined;
  /** Idempotency key of the record that the job registers or updates: the key of its step, with the position of the record in a list. */
  readonly recordKey: string | undefined;
  /** Fingerprint of the document of the model run. */
  readonly fingerprint?: string | undefined;
  /** Jobs that this one will launch: the records of a batch that it submits. */
  readonly launchCount: number;
  /** For a model run, `record.id` is its handle. */
  readonly result: NonNullable<JobRow['result']> | undefined;
}

export type JobState = 'unlisted' | 'open' | 'succeeded' | 'failed' | 'missing';

const UNLISTED_JOB = {
  state: 'unlisted',
  status: undefined,
  subType: undefined,
  batchId: undefined,
  info: undefined,
  displayName: undefined,
  recordKey: undefined,
  fingerprint: undefined,
  launchCount: 0,
  result: undefined,
} as const;

/** Returns a job for whose session the server has not listed a row yet. */
export function createUnlistedJob(sessionId: string, isRequested: boolean): TrackedJob {
  return { ...UNLISTED_JOB, sessionId, isRequested };
}

/** Whether the job is not finished, even if the server does not list it yet. */
export function isOpen({ state }: TrackedJob): boolean {
  return state === 'unlisted' || state === 'open';
}

/** The jobs as users count them: a job that only submitted a batch is left out if the jobs of that batch are in the list. */
export function listCountedJobs(jobs: readonly TrackedJob[]): readonly TrackedJob[] {
  const batches = new Set(jobs.flatMap(({ batchId }) => batchId ?? []));
  return jobs.filter(({ result }) => !batches.has(result?.batch_id ?? ''));
}

/** The number of jobs that succeeded. */
export function countSucceeded(jobs: readonly TrackedJob[]): number {
  return jobs.filter(({ state }) => state === 'succeeded').length;
}

/** Returns what is kept of a row. */
export function toTrackedJob(row: JobRow, isRequested: boolean): TrackedJob {
  const { record, records, updated_record } = row.payload ?? {};
  const single = record ?? updated_record;
  const [identity] = getRecordIdentities(row);
  return {
    isRequested,
    sessionId: row.session_id,
    state: !isFinished(row) ? 'open' : row.status === 'SUCCEEDED' ? 'succeeded' : 'failed',
    status: row.status,
    subType: row.job_sub_type,
    batchId: row.batch_id ?? undefined,
    info: row.info ?? undefined,
    createdItem: getTextField(row.payload, 'created_item_id') ?? getTextField(row.payload, 'to_version_id'),
    displayName: getTextField(single, 'display_name'),
    recordKey: single ? identity?.key : undefined,
    fingerprint: records ? undefined : identity?.fingerprint,
    launchCount: Array.isArray(records) ? records.length : 0,
    result: trimResult(row.result, isRequested),
  };
}

function trimResult(result: JobRow['result'], isRequested: boolean): TrackedJob['result'] {
  if (!result?.record) return result ?? undefined;
  const { prov_json: _, ...rest } = result.record;
  return { ...result, record: isRequested ? rest : { id: rest.id } };
}
