import type { Job } from '../jobs/job.ts';
import type { JobSubType } from '../jobs/sub-types.ts';
import { toText } from '../state/database.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { getText } from './job-labels.ts';

/** The job that launched a job, and the job or batch that it launched. */
export type JobNeighbours = { before?: Job; after?: Job; batch?: string };

export function findNeighbours(state: SandboxState, job: Job): JobNeighbours {
  const before = findParent(state, job);
  const after = state.jobs.get(getText(job.result, 'lodge_session_id') ?? job.session_id);
  const batch = getText(job.result, 'batch_id');
  return {
    ...(before ? { before } : {}),
    ...(after && after.session_id !== job.session_id ? { after } : {}),
    ...(batch === undefined ? {} : { batch }),
  };
}

/** Kinds of jobs that launch others; the results of the other kinds are large and are not searched. */
const PARENT_SUB_TYPES = [
  'REGISTER_CREATE_ACTIVITY',
  'REGISTER_VERSION_ACTIVITY',
  'MODEL_RUN_BATCH_SUBMIT',
] as const satisfies JobSubType[];

/** The parent is found by its result, which names the child. */
function findParent({ db, jobs }: SandboxState, { session_id, batch_id }: Job): Job | undefined {
  const sql = `SELECT session_id FROM jobs WHERE job_sub_type IN (?, ?, ?)
    AND (json_extract(result, '$.lodge_session_id') = ? OR json_extract(result, '$.batch_id') = ?) LIMIT 1`;
  const session = toText(db.get(sql, ...PARENT_SUB_TYPES, session_id, batch_id)?.['session_id']);
  return session === undefined ? undefined : jobs.get(session);
}
