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

/** A job table as the job API shows it, and the requests for it. */
export class JobRows implements JobReader {
  readonly requests: string[] = [];
  readonly #rows: readonly JobRow[];
  readonly #pageSize: number;

  /**
   * @param rows newest first.
   * @param pageSize of pages with a larger limit.
   */
  constructor(rows: readonly JobRow[], pageSize = Number.POSITIVE_INFINITY) {
    this.#rows = rows;
    this.#pageSize = pageSize;
  }

  /** The rows at the time of a request. */
  protected readRows(): readonly JobRow[] {
    return this.#rows;
  }

  async fetch(id: string): Promise<JobRow | undefined> {
    this.requests.push(`fetch ${id}`);
    return this.readRows().find(({ session_id }) => session_id === id);
  }

  async list(request: PageRequest): Promise<JobPage> {
    return this.#page('list', () => true, request);
  }

  async listBatch(request: PageRequest & { batch_id: string }): Promise<JobPage> {
    return this.#page(`batch ${request.batch_id}`, ({ batch_id }) => batch_id === request.batch_id, request);
  }

  #page(
    title: string,
    isListed: (row: JobRow) => boolean,
    { limit, pagination_key: key }: PageRequest,
  ): JobPage {
    const start = Number(key?.['at'] ?? 0);
    const end = start + Math.min(limit, this.#pageSize);
    this.requests.push(`${title} ${start}`);
    const rows = this.readRows().filter(isListed);
    return { jobs: rows.slice(start, end), pagination_key: end < rows.length ? { at: end } : null };
  }
}
