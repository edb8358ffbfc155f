import * as z from 'zod/mini';
import type { Infer } from '../lazy-schema.ts';
import type { PageRequest } from '../paging.ts';
import { JOB_STATUSES, JOB_SUBTYPES, JOB_TYPES } from './enums.ts';
import { PageKey } from './listing.ts';
import { jsonObject, openEnum, responseObject } from './response-fields.ts';

/** Results of jobs: each kind of job sets some of these fields. Several name the next job. */
const JobResult = responseObject(() => ({
  /** Model runs: the run as registered. */
  record: z.optional(
    z.looseObject({ id: z.string(), prov_json: z.optional(z.string()), record: z.optional(jsonObject) }),
  ),
  /** Batches: the list of the jobs of the single runs. */
  batch_id: z.optional(z.string()),
  /** Creations and versions: the activity's handle, and the job that writes it to the graph. */
  creation_activity_id: z.optional(z.string()),
  version_activity_id: z.optional(z.string()),
  lodge_session_id: z.optional(z.string()),
  /** Reports: a link to the document that opens without a token, for some hours. */
  report_url: z.optional(z.string()),
}));

/** One background job. `result` depends on `job_sub_type`; it is set when `status` is SUCCEEDED. */
export const Job = responseObject(() => ({
  session_id: z.string(),
  /** Unix seconds. */
  created_timestamp: z.number(),
  username: z.string(),
  batch_id: z.nullish(z.string()),
  payload: jsonObject,
  job_type: openEnum(JOB_TYPES),
  job_sub_type: openEnum(JOB_SUBTYPES),
  status: openEnum(JOB_STATUSES),
  /** For people: a note, or why the job failed. */
  info: z.nullish(z.string()),
  result: z.nullish(JobResult()),
}));
export interface Job extends Infer<typeof Job> {}

export const JobPage = responseObject(() => ({ jobs: z.array(Job()), pagination_key: PageKey }));
export interface JobPage extends Infer<typeof JobPage> {}

export interface JobListRequest extends PageRequest {
  /** Jobs per page, from 1; default 10. */
  limit?: number | undefined;
}

export interface JobBatchRequest extends JobListRequest {
  batch_id: string;
}

export interface AdminJobListRequest extends JobListRequest {
  username_filter?: string | null | undefined;
}

export interface AdminJobBatchRequest extends JobBatchRequest {
  /** With a batch that has jobs, the server fails on it (500). */
  username_filter?: string | null | undefined;
}

export interface LaunchRequest {
  job_type: (typeof JOB_TYPES)[number];
  job_sub_type: (typeof JOB_SUBTYPES)[number];
  /** Payload in the format that the job type requires. */
  job_payload: Record<string, unknown>;
  /** User for whom the job runs; default the caller. */
  username?: string | null | undefined;
  /** Begins a batch with this job; not together with `add_to_batch`. */
  request_batch_id?: boolean | undefined;
  add_to_batch?: string | null | undefined;
}

export const LaunchResult = responseObject(() => ({
  session_id: z.string(),
  batch_id: z.nullish(z.string()),
}));
export interface LaunchResult extends Infer<typeof LaunchResult> {}
