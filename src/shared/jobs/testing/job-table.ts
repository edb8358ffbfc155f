import { type AwaitOptions, type AwaitReport, awaitJobs } from '../await-jobs.ts';
import type { Clock } from '../clock.ts';
import type { JobPage, JobReader, JobRow, PageRequest } from '../job-row.ts';
import { createRow } from './rows.ts';

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
    this.#rows.push({ row: createRow(id, changes), from, until });
    return this;
  }

  async fetch(id: string): Promise<JobRow | undefined> {
    return this.#now().find((row) => row.session_id === id);
  }

  async list(request: PageRequest): Promise<JobPage> {
    return this.#page(this.#now(), request);
  }

  async listBatch(request: PageRequest & { batch_id: string }): Promise<JobPage> {
    const rows = this.#now().filter((row) => row.batch_id === request.batch_id);
    return this.#page(rows, request);
  }

  #page(rows: JobRow[], { limit, pagination_key }: PageRequest): JobPage {
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
