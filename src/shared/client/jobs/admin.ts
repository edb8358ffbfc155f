import { json } from '../http/response.ts';
import type { Call, CallOptions, CreateOptions } from '../http/route.ts';
import { get, post, routes } from '../http/routes.ts';
import {
  type AdminJobBatchRequest,
  type AdminJobListRequest,
  type Job,
  JobPage,
  JobResponse,
  type LaunchRequest,
  LaunchResult,
} from '../model/job.ts';
import { collectAll, iteratePages, type PagingOptions } from '../paging.ts';
import { type ConfigRoute, createConfigRoute } from '../service-routes.ts';

const route = routes('jobService.admin', 'jobs', {
  launch: post('/jobs/admin/launch', 'write', 'create', json(LaunchResult)),
  fetch: get('/jobs/admin/fetch', 'read', json(JobResponse), { notFoundOn: 400 }),
  list: post('/jobs/admin/list', 'read', 'safe', json(JobPage)),
  listBatch: post('/jobs/admin/list_batch', 'read', 'safe', json(JobPage)),
});

/** Jobs of all users; needs roles of the job service. */
export interface JobAdmin extends ConfigRoute, ReturnType<typeof createAllJobMethods> {}

export function createJobAdmin(call: Call): JobAdmin {
  return { ...createAllJobMethods(call), ...createConfigRoute(call, 'jobService.admin', 'jobs') };
}

function createAllJobMethods(call: Call) {
  const list = (request: AdminJobListRequest = {}, options?: CallOptions): Promise<JobPage> =>
    call(route.list, { body: request }, options);
  const listBatch = (request: AdminJobBatchRequest, options?: CallOptions): Promise<JobPage> =>
    call(route.listBatch, { body: request }, options);
  const forAll = (request: AdminJobListRequest = {}, options?: PagingOptions) =>
    iteratePages(list, (page) => page.jobs, request, options);
  const forAllInBatch = (request: AdminJobBatchRequest, options?: PagingOptions) =>
    iteratePages(listBatch, (page) => page.jobs, request, options);
  return {
    /** Starts a job of any type, for any user. `POST /jobs/admin/launch` */
    launch: <Recovered = never>(
      request: LaunchRequest,
      options?: CreateOptions<Recovered>,
    ): Promise<LaunchResult | Recovered> => call(route.launch, { body: request }, options),
    /** A job of any user. `GET /jobs/admin/fetch` */
    fetch: async (sessionId: string, options?: CallOptions): Promise<Job> =>
      (await call(route.fetch, { query: { session_id: sessionId } }, options)).job,
    /** One page of all jobs, or of one user's. `POST /jobs/admin/list` */
    list,
    /** All jobs, or one user's, one by one. `POST /jobs/admin/list` */
    forAll,
    /** All jobs, or one user's. `POST /jobs/admin/list` */
    listAll: (request?: AdminJobListRequest, options?: PagingOptions): Promise<Job[]> =>
      collectAll(forAll(request, options)),
    /** One page of a batch. `POST /jobs/admin/list_batch` */
    listBatch,
    /** The jobs of a batch, one by one. `POST /jobs/admin/list_batch` */
    forAllInBatch,
    /** All jobs of a batch. `POST /jobs/admin/list_batch` */
    listAllInBatch: (request: AdminJobBatchRequest, options?: PagingOptions): Promise<Job[]> =>
      collectAll(forAllInBatch(request, options)),
  };
}
