import { type AwaitOptions, type AwaitReport, awaitJobs } from '../await-jobs.ts';
import type { Clock } from '../clock.ts';
import type { JobRow } from '../job-row.ts';
import { createRow, JobRows } from './rows.ts';

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

/** A job table whose rows change with the clock. */
export class JobTable extends JobRows {
  readonly #rows: { row: JobRow; from: number; until: number }[] = [];
  readonly #clock: TestClock;
  failing: (() => Error) | undefined;

  constructor(clock: TestClock) {
    super([]);
    this.#clock = clock;
  }

  add(id: string, changes: Partial<JobRow> = {}, from = 0, until = Number.POSITIVE_INFINITY): this {
    this.#rows.push({ row: createRow(id, changes), from, until });
    return this;
  }

  protected override readRows(): readonly JobRow[] {
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
