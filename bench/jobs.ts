import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { ApiClient, type Job, mintDataset, startJob } from '../action-tests/black-box/test-job.ts';
import { installOfficialClient, pythonPath } from '../action-tests/conformance/official-client.ts';
import { formatBytes } from '../src/shared/format-bytes.ts';

/** What the benchmark needs on this machine. */
export const requires =
  'up-to-date bundles (npm run build) and Python 3 with venv, and the Python package index on the first run';

const MEASURE = join(import.meta.dirname, 'transfer/measure.py');
const OFFICIAL = join(import.meta.dirname, 'jobs/official.py');

/** The measured cost of one client. */
interface Cost {
  readonly seconds: number;
  readonly peakMiB: number;
  readonly requests: number;
}

export async function run(args: readonly string[]): Promise<void> {
  const values = new Command('npm run bench -- jobs')
    .description(
      'Registers model runs and waits for all, and waits for sessions, with the bundles and with the official Python client, on ' +
        'the same sandbox.',
    )
    .option('--runs <count>', 'number of model runs', '10000')
    .option('--sessions <count>', 'number of sessions', '1000')
    .parse(args, { from: 'user' })
    .opts<{ runs: string; sessions: string }>();
  const python = pythonPath(installOfficialClient());
  const job = await startJob({ pace: 'instant' });
  try {
    const look = new ApiClient(job.sandbox);
    const dataset = await mintDataset(look, job.seed.organisation);
    const runs = Array.from({ length: Number(values.runs) }, (_, i) => createRecord(job, dataset, i));
    console.log(`${runs.length} model runs, registered and awaited to the last id:`);
    const registering = printCost('this project', await measureOurRuns(job, runs));
    for (const [peer, batches, page] of [
      ['official client, as documented', [runs], '0'],
      ['official client, in batches and pages as large as ours', splitIntoBatches(runs), '250'],
    ] as const) {
      printComparison(
        registering,
        printCost(peer, await measureOfficial(job, python, batches, 'runs', page)),
      );
    }

    const sessions: string[] = [];
    for (let i = 0; i < Number(values.sessions); i++) {
      sessions.push(
        String(
          (await look.call('prov', 'POST', '/model_run/register', createRecord(job, dataset, i)))[
            'session_id'
          ],
        ),
      );
    }
    console.log(`A wait for ${sessions.length} sessions:`);
    const waiting = printCost('this project', await measureOurWait(job, sessions));
    printComparison(
      waiting,
      printCost('official client', await measureOfficial(job, python, sessions, 'wait')),
    );
  } finally {
    await job.stop();
  }
}

async function measureOurRuns(job: Job, runs: readonly unknown[]): Promise<Cost> {
  return measureOurs(job, 'register-model-run', runs.length, {
    with: { 'model-run-file': 'runs.jsonl', wait: 'true', timeout: '1h' },
    files: { 'runs.jsonl': runs.map((run) => JSON.stringify(run)).join('\n') },
  });
}

async function measureOurWait(job: Job, sessions: readonly string[]): Promise<Cost> {
  return measureOurs(job, 'await-job', sessions.length, {
    with: { 'session-id': sessions.join('\n'), timeout: '1h' },
  });
}

async function measureOurs(
  job: Job,
  action: string,
  expected: number,
  inputs: Parameters<Job['runner']['runStep']>[1],
): Promise<Cost> {
  job.sandbox.clearRequestLog();
  const step = await job.runner.runStep(action, {
    ...inputs,
    timeoutMs: 3_600_000,
    launcher: ['python3', MEASURE],
  });
  const measured: {
    wall: number;
    peakMiB: number;
    exitCode: number;
  } = JSON.parse(/^\{"wall".*\}$/m.exec(step.raw)?.[0] ?? '{}');
  const succeeded = Number(step.outputs['succeeded']);
  if (measured.exitCode !== 0 || succeeded < expected)
    throw new Error(`our ${action} awaited ${succeeded} of ${expected}\n${step.log.slice(-3000)}`);
  return { seconds: measured.wall, peakMiB: measured.peakMiB, requests: job.sandbox.requestLog().length };
}

async function measureOfficial(
  job: Job,
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
  const { stdout, stderr } = await promisify(execFile)(
    'python3',
    [MEASURE, python, OFFICIAL, conn, records, ...how],
    { maxBuffer: 2 ** 28 },
  );
  const measured: { wall: number; peakMiB: number; exitCode: number } = JSON.parse(stdout);
  if (measured.exitCode !== 0) throw new Error(`the official client failed\n${stderr.slice(-3000)}`);
  return { seconds: measured.wall, peakMiB: measured.peakMiB, requests: job.sandbox.requestLog().length };
}

/** Batches of the average size that register-model-run uses: the limit of the server's queue. */
function splitIntoBatches<T>(records: readonly T[]): T[][] {
  const size = Math.max(1, Math.floor((200 * 1024) / JSON.stringify(records[0]).length));
  return Array.from({ length: Math.ceil(records.length / size) }, (_, i) =>
    records.slice(i * size, (i + 1) * size),
  );
}

function createRecord({ seed }: Job, dataset: string, i: number): Record<string, unknown> {
  return {
    workflow_template_id: seed.workflowTemplate,
    inputs: [
      {
        dataset_template_id: seed.inputTemplate,
        dataset_id: dataset,
        dataset_type: 'DATA_STORE',
        resources: { series: `${i}.csv` },
      },
    ],
    outputs: [{ dataset_template_id: seed.outputTemplate, dataset_id: dataset, dataset_type: 'DATA_STORE' }],
    annotations: { scenario: String(i) },
    display_name: `Run ${i}`,
    description: 'A run of a sweep.',
    associations: { modeller_id: seed.person },
    start_time: 1_714_543_200,
    end_time: 1_714_546_800,
  };
}

/** Prints a cost and returns it. */
function printCost(client: string, cost: Cost): Cost {
  const { seconds, requests, peakMiB } = cost;
  const time = `${seconds.toFixed(1).padStart(8)} s`;
  const calls = `${String(requests).padStart(8)} requests`;
  console.log(
    `  ${client.padEnd(56)} ${time} ${calls} ${formatBytes(peakMiB * 2 ** 20).padStart(10)} at most`,
  );
  return cost;
}

function printComparison(ours: Cost, official: Cost): void {
  const times = (what: keyof Cost): string => `${(official[what] / ours[what]).toFixed(1)} times our`;
  console.log(
    `    which is ${times('seconds')} time, ${times('requests')} requests, ${times('peakMiB')} memory`,
  );
}
