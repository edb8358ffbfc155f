import { NotFoundError, type Provena, ProvenaError } from '../client/index.ts';
import { isMapping, type Mapping } from '../client/mapping.ts';
import type { JobReader } from './job-row.ts';

/** The jobs of the client's user. */
export function createJobReader({ jobService }: Pick<Provena, 'jobService'>): JobReader {
  return {
    fetch: (sessionId, signal) =>
      jobService.fetch(sessionId, { signal }).catch((error: unknown) => {
        if (error instanceof NotFoundError) return undefined;
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

function reducePayload({ record, records, ...payload }: Mapping): Mapping {
  return {
    ...payload,
    ...(record === undefined ? {} : { record: reduceRecord(record) }),
    ...(records === undefined ? {} : { records: Array.isArray(records) ? countRecords(records) : records }),
  };
}

/** A list of the same length: the records of a batch are in its jobs. */
function countRecords(records: readonly unknown[]): null[] {
  return Array.from({ length: records.length }, () => null);
}

function reduceRecord(record: unknown): unknown {
  if (!isMapping(record)) return record;
  const { display_name, annotations } = record;
  return { display_name, annotations };
}

function removeProv({ prov_json: _, ...record }: Mapping): Mapping {
  return record;
}

/** True for errors that are not about the jobs: no response, or a server with problems. */
export function isTransient(error: unknown): boolean {
  return error instanceof ProvenaError && (error.family === 'unavailable' || error.family === 'timedOut');
}
