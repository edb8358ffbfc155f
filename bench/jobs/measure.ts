import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CheckedClient, type TestJob } from '../../action-tests/black-box/test-job.ts';
import { countRequests, type RequestCounts } from './requests.ts';

const MEASURE_SCRIPT = join(import.meta.dirname, '../transfer/measure.py');
const OFFICIAL = join(import.meta.dirname, 'official.py');
const BUFFER_BYTES = 2 ** 28;
/** Concurrent requests of the action. */
const CONCURRENCY = 4;
const TIMEOUT_MS = 3_600_000;

/** The measured cost of one client. */
export interface Cost {
  /** Wall time. */
  readonly seconds: number;
  /** User and system time of the client. */
  readonly cpu: number;
  readonly peakMiB: number;
  readonly requests: number;
  readonly requestCounts: RequestCounts;
}

interface Measurement {
  readonly wall: number;
  readonly cpu: number;
  readonly peakMiB: number;
  readonly exitCode: number;
}

/** Runs an action. @throws Error if fewer jobs than `expected` succeeded. */
export async function measureAction(
  job: TestJob,
  action: string,
  expected: number,
  inputs: Parameters<TestJob['runner']['runStep']>[1],
): Promise<Cost> {
  job.sandbox.clearRequestLog();
  const step = await job.runner.runStep(action, {
    ...inputs,
    timeoutMs: TIMEOUT_MS,
    launcher: ['python3', MEASURE_SCRIPT],
  });
  const measured: Measurement = JSON.parse(/^\{"wall".*\}$/m.exec(step.raw)?.[0] ?? '{}');
  const succeeded = Number(step.outputs['succeeded']);
  if (measured.exitCode !== 0 || succeeded < expected)
    throw new Error(`our ${action} awaited ${succeeded} of ${expected}\n${step.log.slice(-3000)}`);
  return toCost(measured, job);
}

/** Runs the official client. @param how arguments of `official.py` */
export async function measureOfficial(
  job: TestJob,
  python: string,
  work: readonly unknown[],
  ...how: readonly string[]
): Promise<Cost> {
  const conn = join(job.runner.workspace, 'conn.json');
  const records = join(job.runner.workspace, 'work.json');
  const { endpoints, users } = job.sandbox;
  await writeFile(conn, JSON.stringify({ endpoints, offlineToken: users.modeller.offlineToken }));
  await writeFile(records, JSON.stringify(work));
  job.sandbox.clearRequestLog();
  const measured = await measureProgram([python, OFFICIAL, conn, records, ...how]);
  if (measured.exitCode !== 0) throw new Error(`the official client failed\n${measured.log.slice(-3000)}`);
  return toCost(measured, job);
}

/** Seconds that the server needs for batches of a client that does nothing else, until the last run is registered. */
export async function measureServer(job: TestJob, batches: readonly (readonly unknown[])[]): Promise<number> {
  const api = new CheckedClient(job.sandbox);
  const start = performance.now();
  const remaining = batches.values();
  const send = async () => {
    for (const records of remaining) await api.call('prov', 'POST', '/model_run/register_batch', { records });
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, send));
  // The newest job is the last one. Its submit job is older.
  for (let isDone = false; !isDone; ) {
    await sleep(100);
    const { jobs } = await api.call('jobs', 'POST', '/jobs/user/list', { limit: 1 });
    const [last] = Array.isArray(jobs) ? jobs : [];
    isDone = last?.batch_id !== undefined && last.batch_id !== null && last.status === 'SUCCEEDED';
  }
  return (performance.now() - start) / 1000;
}

/** Peak memory of Node.js that does nothing, in MiB. */
export async function measureBareNode(): Promise<number> {
  return (await measureProgram([process.execPath, '-e', '0'])).peakMiB;
}

async function measureProgram(command: readonly string[]): Promise<Measurement & { readonly log: string }> {
  const { stdout, stderr } = await promisify(execFile)('python3', [MEASURE_SCRIPT, ...command], {
    maxBuffer: BUFFER_BYTES,
  });
  return { ...JSON.parse(stdout), log: stderr };
}

function toCost({ wall, cpu, peakMiB }: Measurement, job: TestJob): Cost {
  const requests = job.sandbox.requestLog().length;
  return { seconds: wall, cpu, peakMiB, requests, requestCounts: countRequests(job) };
}
