import { json, jsonField } from '../http/response.ts';
import type { Call, CallOptions, CreateOptions, ListOptions, Route } from '../http/route.ts';
import { get, post, routes } from '../http/routes.ts';
import {
  type AdminJobBatchRequest,
  type AdminJobListRequest,
  Job,
  type JobBatchRequest,
  type JobListRequest,
  JobPage,
  type LaunchRequest,
  LaunchResult,
} from '../model/job.ts';
import { collectAll, iteratePages, type PagingOptions } from '../paging.ts';
import {
  type AccessChecks,
  type ConfigRoute,
  createAccessChecks,
  createConfigRoute,
} from '../service-routes.ts';

const job = jsonField('job', Job);
const page = json(JobPage);
const ownJobs = routes('jobService', 'jobs', {
  fetch: get('/jobs/user/fetch', 'token', job, { notFoundOn: 400 }),
  list: post('/jobs/user/list', 'token', 'safe', page),
  listBatch: post('/jobs/user/list_batch', 'token', 'safe', page),
});
const { launch, ...allJobs } = routes('jobService.admin', 'jobs', {
  launch: post('/jobs/admin/launch', 'write', 'create', json(LaunchResult)),
  fetch: get('/jobs/admin/fetch', 'read', job, { notFoundOn: 400 }),
  list: post('/jobs/admin/list', 'read', 'safe', page),
  listBatch: post('/jobs/admin/list_batch', 'read', 'safe', page),
});

/** Options of a page of jobs. */
export interface JobPageOptions extends CallOptions {
  /** Shortens each job right after it is parsed; the result must still be a job. A page of jobs has several megabytes. */
  readonly reduceJob?: ((job: unknown) => unknown) | undefined;
}

/** Background jobs, newest first. What waits for them is built on top of this. */
export interface JobService extends AccessChecks, JobMethods<JobListRequest, JobBatchRequest> {
  /** Operations for administrators. */
  readonly admin: JobAdmin;
}

/** Jobs of all users; needs roles of the job service. */
export interface JobAdmin
  extends ConfigRoute,
    JobMethods<AdminJobListRequest, AdminJobBatchRequest>,
    ReturnType<typeof createLaunchMethod> {}

type JobMethods<List extends JobListRequest, Batch extends JobBatchRequest> = ReturnType<
  typeof createJobMethods<List, Batch>
>;

export function createJobService(call: Call): JobService {
  return {
    ...createAccessChecks(call, 'jobService', 'jobs'),
    ...createJobMethods<JobListRequest, JobBatchRequest>(call, ownJobs),
    admin: {
      ...createJobMethods<AdminJobListRequest, AdminJobBatchRequest>(call, allJobs),
      ...createLaunchMethod(call),
      ...createConfigRoute(call, 'jobService.admin', 'jobs'),
    },
  };
}

function createLaunchMethod(call: Call) {
  return {
    /** Starts a job of any type, for any user. `POST /jobs/admin/launch` */
    launch: <Recovered = never>(
      request: LaunchRequest,
      options?: CreateOptions<Recovered>,
    ): Promise<LaunchResult | Recovered> => call(launch, { body: request }, options),
  };
}

type JobRoutes = Readonly<Record<'fetch', Route<Job>> & Record<'list' | 'listBatch', Route<JobPage>>>;

/** The jobs of the caller, below `/jobs/user`, or those of all users, below `/jobs/admin`. */
function createJobMethods<List extends JobListRequest, Batch extends JobBatchRequest>(
  call: Call,
  route: JobRoutes,
) {
  // A request needs no field.
  const all = {} as List;
  const list = (request = all, options?: JobPageOptions): Promise<JobPage> =>
    call(route.list, { body: request }, toListOptions(options));
  const listBatch = (request: Batch, options?: JobPageOptions): Promise<JobPage> =>
    call(route.listBatch, { body: request }, toListOptions(options));
  const forAll = (request = all, options?: PagingOptions) =>
    iteratePages(list, ({ jobs }) => jobs, request, options);
  const forAllInBatch = (request: Batch, options?: PagingOptions) =>
    iteratePages(listBatch, ({ jobs }) => jobs, request, options);
  return {
    /**
     * One of the caller's jobs; `admin` fetches a job of any user. `GET /jobs/user/fetch` or `/jobs/admin/fetch`
     * @throws NotFoundError for an unknown session; a job that was just launched is unknown for a short time.
     * @throws ForbiddenError for a job of another user, except in `admin`.
     */
    fetch: (sessionId: string, options?: CallOptions): Promise<Job> =>
      call(route.fetch, { query: { session_id: sessionId } }, options),
    /**
     * One page of the caller's jobs; in `admin`, of all jobs or of one user's.
     * `POST /jobs/user/list` or `/jobs/admin/list`
     */
    list,
    /**
     * The caller's jobs, one by one; in `admin`, all jobs or one user's.
     * `POST /jobs/user/list` or `/jobs/admin/list`
     */
    forAll,
    /** All of the caller's jobs; in `admin`, all jobs or one user's. `POST /jobs/user/list` or `/jobs/admin/list` */
    listAll: (request?: List, options?: PagingOptions): Promise<Job[]> =>
      collectAll(forAll(request, options)),
    /** One page of a batch; empty for an unknown batch. `POST /jobs/user/list_batch` or `/jobs/admin/list_batch` */
    listBatch,
    /** The jobs of a batch, one by one. `POST /jobs/user/list_batch` or `/jobs/admin/list_batch` */
    forAllInBatch,
    /** All jobs of a batch. `POST /jobs/user/list_batch` or `/jobs/admin/list_batch` */
    listAllInBatch: (request: Batch, options?: PagingOptions): Promise<Job[]> =>
      collectAll(forAllInBatch(request, options)),
  };
}

function toListOptions({ reduceJob, ...options }: JobPageOptions = {}): ListOptions {
  return reduceJob ? { ...options, entries: { property: 'jobs', reduce: reduceJob } } : options;
}
