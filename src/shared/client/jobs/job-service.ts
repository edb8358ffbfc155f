import { json } from '../http/response.ts';
import type { Call, CallOptions, ListOptions } from '../http/route.ts';
import { get, post, routes } from '../http/routes.ts';
import { type Job, type JobBatchRequest, type JobListRequest, JobPage, JobResponse } from '../model/job.ts';
import { collectAll, iteratePages, type PagingOptions } from '../paging.ts';
import { type AccessChecks, createAccessChecks } from '../service-routes.ts';
import { createJobAdmin, type JobAdmin } from './admin.ts';

const route = routes('jobService', 'jobs', {
  fetch: get('/jobs/user/fetch', 'token', json(JobResponse), { notFoundOn: 400 }),
  list: post('/jobs/user/list', 'token', 'safe', json(JobPage)),
  listBatch: post('/jobs/user/list_batch', 'token', 'safe', json(JobPage)),
});

/** Options of a page of jobs. */
export interface JobPageOptions extends CallOptions {
  /** Shortens each job right after it is parsed; the result must still be a job. A page of jobs has several megabytes. */
  readonly reduceJob?: ((job: unknown) => unknown) | undefined;
}

/** Background jobs, newest first. What waits for them is built on top of this. */
export interface JobService extends AccessChecks, ReturnType<typeof createOwnJobMethods> {
  /** Operations for administrators. */
  readonly admin: JobAdmin;
}

export function createJobService(call: Call): JobService {
  return {
    ...createAccessChecks(call, 'jobService', 'jobs'),
    ...createOwnJobMethods(call),
    admin: createJobAdmin(call),
  };
}

/** The caller's jobs. */
function createOwnJobMethods(call: Call) {
  const list = (request: JobListRequest = {}, options?: JobPageOptions): Promise<JobPage> =>
    call(route.list, { body: request }, toListOptions(options));
  const listBatch = (request: JobBatchRequest, options?: JobPageOptions): Promise<JobPage> =>
    call(route.listBatch, { body: request }, toListOptions(options));
  const forAll = (request: JobListRequest = {}, options?: PagingOptions) =>
    iteratePages(list, (page) => page.jobs, request, options);
  const forAllInBatch = (request: JobBatchRequest, options?: PagingOptions) =>
    iteratePages(listBatch, (page) => page.jobs, request, options);
  return {
    /**
     * One of the caller's jobs. `GET /jobs/user/fetch`
     * @throws NotFoundError for an unknown session; a job that was just launched is unknown for a short time.
     * @throws ForbiddenError for a job of another user.
     */
    fetch: async (sessionId: string, options?: CallOptions): Promise<Job> =>
      (await call(route.fetch, { query: { session_id: sessionId } }, options)).job,
    /** One page of the caller's jobs. `POST /jobs/user/list` */
    list,
    /** The caller's jobs, one by one. `POST /jobs/user/list` */
    forAll,
    /** All of the caller's jobs. `POST /jobs/user/list` */
    listAll: (request?: JobListRequest, options?: PagingOptions): Promise<Job[]> =>
      collectAll(forAll(request, options)),
    /** One page of a batch; empty for an unknown batch. `POST /jobs/user/list_batch` */
    listBatch,
    /** The jobs of a batch, one by one. `POST /jobs/user/list_batch` */
    forAllInBatch,
    /** All jobs of a batch. `POST /jobs/user/list_batch` */
    listAllInBatch: (request: JobBatchRequest, options?: PagingOptions): Promise<Job[]> =>
      collectAll(forAllInBatch(request, options)),
  };
}

function toListOptions({ reduceJob, ...options }: JobPageOptions = {}): ListOptions {
  return reduceJob ? { ...options, entries: { property: 'jobs', reduce: reduceJob } } : options;
}
