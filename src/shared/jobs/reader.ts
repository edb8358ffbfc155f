import { ForbiddenError, NotFoundError, type Provena, ProvenaError } from '../client/index.ts';
import { isMapping, type Mapping } from '../client/mapping.ts';
import type { JobReader } from './job-row.ts';

/** The jobs of the client's user. */
export function createJobReader({ jobService }: Pick<Provena, 'jobService'>): JobReader {
  return {
    fetch: (sessionId, signal) =>
      jobService.fetch(sessionId, { signal }).catch((error: unknown) => {
        const isOfOtherUser = error instanceof ForbiddenError && error.missingRoles.length === 0;
        if (error instanceof NotFoundError || isOfOtherUser) return undefined;
        throw error;
      }),
    list: (request, signal) => jobService.list(request, { signal, reduceJob }),
    listBatch: (request, signal) => jobService.listBatch(request, { signal, reduceJob }),
  };
}

/** A job of a list without its PROV document, and without those parts of its model runs that are not used. */
function reduceJob(job: unknown): unknown {
  if (!isMapping(job)) return job;
  const { payload, result } = job;
  return {
    ...job,
    ...(isMapping(payload) ? { payload: reducePayload(payload) } : {}),
    ...(isMapping(result) && isMapping(result['record'])
      ? { result: { ...result, record: removeProv(result['record']) } }
      : {}),
  };
}

function reducePayload(payload: Mapping): Mapping {
  const { record, records } = payload;
  const { display_name, annotations } = isMapping(record) ? record : {};
  return {
    ...payload,
    ...(isMapping(record) ? { record: { display_name, annotations } } : {}),
    // A list of the same length: the records of a batch are in its jobs.
    ...(Array.isArray(records) ? { records: records.map(() => null) } : {}),
  };
}

function removeProv({ prov_json: _, ...record }: Mapping): Mapping {
  return record;
}

/** True for errors that are not about the jobs: no response, or a server with problems. */
export function isTransient(error: unknown): boolean {
  return error instanceof ProvenaError && (error.family === 'unavailable' || error.family === 'timedOut');
}
