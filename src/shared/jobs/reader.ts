import { NotFoundError, type Provena, ProvenaError } from '../client/index.ts';
import type { JobReader } from './job-row.ts';

/** The jobs of the client's user. */
export function createJobReader({ jobService }: Pick<Provena, 'jobService'>): JobReader {
  return {
    fetch: (sessionId, signal) =>
      jobService.fetch(sessionId, { signal }).catch((error: unknown) => {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      }),
    list: (request, signal) => jobService.list(request, { signal }),
    listBatch: (request, signal) => jobService.listBatch(request, { signal }),
  };
}

/** True for errors that are not about the jobs: no response, or a server with problems. */
export function isTransient(error: unknown): boolean {
  return error instanceof ProvenaError && (error.family === 'unavailable' || error.family === 'timedOut');
}
