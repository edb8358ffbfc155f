import { type AwaitOptions, type AwaitReport, awaitJobs } from '../await-jobs.ts';
import type { Clock } from '../clock.ts';
import type { JobPage, JobReader, JobRow } from '../job-row.ts';

/** Time that passes only during sleep. */
export class TestClock implements Clock {
  time = 0;
  now(): number {
    return this.time;
  }
  async sleep(ms: number): Promise<void> {
    this.time += ms;
  }
}

/** A job table as the job API shows it, whose rows change with the clock. */
export class JobTable implements JobReader {
  requests = 0;
  readonly #rows: { row: JobRow; from: number; until: number }[] = [];
  readonly #clock: TestClock;
  failing: (() => Error) | undefined;

  constructor(clock: TestClock) {
    this.#clock = clock;
  }

  add(id: string, changes: Partial<JobRow> = {}, from = 0, until = Number.POSITIVE_INFINITY): this {
    const row = {
      session_id: id,
      status: 'SUCCEEDED',
      job_type: 'PROV_LODGE',
      job_sub_type: 'MODEL_RUN_PROV_LODGE',
      created_timestamp: 0,
      ...changes,
    };
    this.#rows.push({ row, from, until });
    return this;
  }

  async fetch(id: string): Promise<JobRow | undefined> {
    return this.#now().find((row) => row.session_id === id);
  }

  async list(request: {
    limit: number;
    pagination_key?: Readonly<Record<string, unknown>>;
  }): Promise<JobPage> {
    return this.#page(this.#now(), request);
  }

  async listBatch(request: {
    batch_id: string;
    limit: number;
    pagination_key?: Readonly<Record<string, unknown>>;
  }): Promise<JobPage> {
    return this.#page(
      this.#now().filter((row) => row.batch_id === request.batch_id),
      request,
    );
  }

  #page(
    rows: JobRow[],
    { limit, pagination_key }: { limit: number; pagination_key?: Readonly<Record<string, unknown>> },
  ): JobPage {
    const start = Number(pagination_key?.['at'] ?? 0);
    const end = start + limit;
    return { jobs: rows.slice(start, end), pagination_key: end < rows.length ? { at: end } : null };
  }

  #now(): JobRow[] {
    this.requests++;
    if (this.failing) throw this.failing();
    return this.#rows
      .filter(({ from, until }) => from <= this.#clock.time && this.#clock.time < until)
      .map(({ row }) => row)
      .reverse();
  }
}

export interface WaitFixture {
  readonly clock: TestClock;
  readonly table: JobTable;
  wait(options: Partial<AwaitOptions>): Promise<AwaitReport>;
}

export function createWaitFixture(): WaitFixture {
  const clock = new TestClock();
  const table = new JobTable(clock);
  const wait: WaitFixture['wait'] = (options) =>
    awaitJobs({
      jobs: table,
      clock,
      follow: true,
      timeoutMs: 3_600_000,
      isTransient: () => false,
      ...options,
    });
  return { clock, table, wait };
}

export function getStates(report: AwaitReport): Record<string, string> {
  return Object.fromEntries(report.jobs.map((job) => [job.sessionId, job.state]));
}
