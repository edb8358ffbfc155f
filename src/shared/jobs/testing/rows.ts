import type { JobPage, JobReader, JobRow, PageRequest } from '../job-row.ts';

/** A row of the job table, finished by default. */
export function createRow(session_id: string, changes: Partial<JobRow> = {}): JobRow {
  return {
    session_id,
    status: 'SUCCEEDED',
    job_type: 'PROV_LODGE',
    job_sub_type: 'MODEL_RUN_PROV_LODGE',
    created_timestamp: 0,
    ...changes,
  };
}

/** A job table that does not change, and the requests for it. */
export class JobRows implements JobReader {
  readonly requests: string[] = [];
  readonly #rows: readonly JobRow[];
  readonly #pageSize: number;

  /** @param rows newest first. */
  constructor(rows: readonly JobRow[], pageSize = 250) {
    this.#rows = rows;
    this.#pageSize = pageSize;
  }

  async fetch(id: string): Promise<JobRow | undefined> {
    this.requests.push(`fetch ${id}`);
    return this.#rows.find(({ session_id }) => session_id === id);
  }

  async list(request: PageRequest): Promise<JobPage> {
    return this.#page('list', this.#rows, request);
  }

  async listBatch(request: PageRequest & { batch_id: string }): Promise<JobPage> {
    const rows = this.#rows.filter(({ batch_id }) => batch_id === request.batch_id);
    return this.#page(`batch ${request.batch_id}`, rows, request);
  }

  #page(title: string, rows: readonly JobRow[], { pagination_key: key }: PageRequest): JobPage {
    const start = Number(key?.['at'] ?? 0);
    const end = start + this.#pageSize;
    this.requests.push(`${title} ${start}`);
    return { jobs: rows.slice(start, end), pagination_key: end < rows.length ? { at: end } : null };
  }
}
