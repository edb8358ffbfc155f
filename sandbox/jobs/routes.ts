import { ANY_USER, JOB_ADMIN, JOB_READ, JOB_WRITE } from '../auth/roles.ts';
import { createCommonRoutes } from '../http/common-routes.ts';
import { badRequest, UnhandledServerError, unauthorized } from '../http/errors.ts';
import { jsonText } from '../http/reply.ts';
import { type Route, route } from '../http/route.ts';
import { looseObject } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { boolean, integer, oneOf, text } from '../pydantic/scalars.ts';
import { byDefault, findProblem, optional } from '../pydantic/type.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { Job } from './job.ts';
import type { JobRequest } from './jobs.ts';
import { JOB_SUB_TYPE_NAMES, JOB_SUB_TYPES, JOB_TYPES } from './sub-types.ts';

const PAGING = { pagination_key: optional(looseObject), limit: byDefault(integer(), () => 10) };
const ListJobs = model('ListJobsRequest', PAGING);
const ListBatch = model('ListByBatchRequest', { batch_id: text(), ...PAGING });
const AdminListJobs = model('AdminListJobsRequest', { username_filter: optional(text()), ...PAGING });
const AdminListBatch = model('AdminListByBatchRequest', {
  username_filter: optional(text()),
  batch_id: text(),
  ...PAGING,
});
const AdminLaunch = model(
  'AdminLaunchJobRequest',
  {
    username: optional(text()),
    request_batch_id: byDefault(boolean, () => false),
    add_to_batch: optional(text()),
    job_type: oneOf('JobType', JOB_TYPES),
    job_sub_type: oneOf('JobSubType', JOB_SUB_TYPE_NAMES),
    job_payload: looseObject,
  },
  {
    rules: [
      ({ request_batch_id, add_to_batch }) =>
        request_batch_id && add_to_batch !== null ? 'Request a new batch or name one, not both.' : undefined,
    ],
  },
);

export function createJobRoutes(state: SandboxState): Route[] {
  const levels = { read: JOB_READ, write: JOB_WRITE, admin: JOB_ADMIN };
  return [...createCommonRoutes(state, levels), ...createUserRoutes(state), ...createAdminJobRoutes(state)];
}

const session_id = text();

function createUserRoutes({ jobs }: SandboxState): Route[] {
  return [
    route('GET', '/jobs/user/fetch', { roles: ANY_USER, query: { session_id } }, ({ query, user }) => {
      const job = assertJob(jobs.get(query.session_id), query.session_id);
      if (job.username !== user.username) throw unauthorized('This job belongs to another user.');
      return { job };
    }),
    route('POST', '/jobs/user/list', { roles: ANY_USER, body: ListJobs }, ({ body, user }) =>
      jsonText(
        jobs.pageText({ column: 'username', value: user.username }, body.limit, body.pagination_key).json,
      ),
    ),
    route('POST', '/jobs/user/list_batch', { roles: ANY_USER, body: ListBatch }, ({ body, user }) => {
      const filter = { column: 'batch_id', value: body.batch_id } as const;
      const { json, usernames } = jobs.pageText(filter, body.limit, body.pagination_key);
      if (usernames.size > 1 || (usernames.size === 1 && !usernames.has(user.username)))
        throw unauthorized('The batch has jobs of another user.');
      return jsonText(json);
    }),
    retryRoute('/jobs/user/retry', ANY_USER),
  ];
}

function createAdminJobRoutes({ jobs, settings }: SandboxState): Route[] {
  return [
    route('POST', '/jobs/admin/launch', { roles: JOB_WRITE, body: AdminLaunch }, ({ body, user }) => {
      assertPayload(body.job_sub_type, body.job_payload);
      const batchId = body.request_batch_id ? jobs.createBatchId() : body.add_to_batch;
      const request = {
        username: body.username || user.username,
        type: body.job_type,
        subType: body.job_sub_type,
        payload: body.job_payload,
        batchId,
      } as JobRequest; // the payload was checked above
      return { session_id: jobs.launch(request), batch_id: batchId };
    }),
    route('GET', '/jobs/admin/fetch', { roles: JOB_READ, query: { session_id } }, ({ query }) => ({
      job: assertJob(jobs.get(query.session_id), query.session_id),
    })),
    route('POST', '/jobs/admin/list', { roles: JOB_READ, body: AdminListJobs }, ({ body }) => {
      const filter = body.username_filter;
      return jobs.page(
        filter === null ? 'all' : { column: 'username', value: filter },
        body.limit,
        body.pagination_key,
      );
    }),
    route('POST', '/jobs/admin/list_batch', { roles: JOB_READ, body: AdminListBatch }, ({ body }) => {
      const page = jobs.page({ column: 'batch_id', value: body.batch_id }, body.limit, body.pagination_key);
      const filter = body.username_filter;
      if (!filter || page.jobs.length === 0) return page;
      if (settings.knownBugs) throw new UnhandledServerError('filtering a batch by user');
      return { ...page, jobs: page.jobs.filter((job) => job.username === filter) };
    }),
    retryRoute('/jobs/admin/retry', JOB_WRITE),
  ];
}

/** @throws HttpError 400 for a payload of another kind of job */
function assertPayload(subType: keyof typeof JOB_SUB_TYPES, payload: unknown): void {
  const problem = findProblem(JOB_SUB_TYPES[subType].payload, payload, ['job_payload']);
  if (problem !== undefined) throw badRequest(`The payload is not one of ${subType}: ${problem}`);
}

/** The real server declares this route but does not implement it. */
function retryRoute(path: string, roles: string[]): Route {
  return route('POST', path, { roles, query: { session_id }, unlisted: true }, () => {
    throw badRequest('Retrying jobs is not implemented.');
  });
}

function assertJob(job: Job | undefined, sessionId: string): Job {
  if (!job) throw badRequest(`There is no job with the session id ${sessionId}.`);
  return job;
}
