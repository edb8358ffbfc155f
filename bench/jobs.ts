import { Command, Option } from 'commander';
import { CheckedClient, mintDataset, startJob, type TestJob } from '../action-tests/black-box/test-job.ts';
import { getPythonPath, installOfficialClient } from '../action-tests/conformance/official-client.ts';
import { parseCount } from '../action-tests/tools/number-arguments.ts';
import { type Cost, measureAction, measureBareNode, measureOfficial, measureServer } from './jobs/measure.ts';
import { measureRealPace } from './jobs/real-pace.ts';
import { createLargestBatches, createRecord, type ModelRun } from './jobs/records.ts';
import { printComparison } from './jobs/report.ts';
import { printRequests } from './jobs/requests.ts';
import { describeMachine } from './report/machine.ts';
import { printWorst, type Rating } from './report/rating.ts';
import { computeMedian, formatRatios } from './report/ratios.ts';
import { printTable } from './report/table.ts';

export const requires =
  'up-to-date bundles (npm run build) and Python 3 with venv, and the Python package index on the first run';

/** Jobs of a page that the official client requests. */
const OFFICIAL_PAGE = '1000';
/** From this number of runs on, the goals are those of a large list: memory, and time per run. */
const LARGE_LIST = 100_000;
const BASE_LIST = 10_000;
const MAX_LARGE_LIST_MIB = 400;
const MAX_TIME_GROWTH = 1.3;

interface Options {
  readonly runs: number;
  readonly sessions: number;
  readonly rounds: number;
  readonly pace: string;
}

export async function run(args: readonly string[]): Promise<void> {
  const values = new Command('npm run bench -- jobs')
    .description(
      'Registers model runs and waits for all, and waits for sessions, with the bundles and with the official Python client, on ' +
        'the same sandbox. The official client is tuned as described in bench/jobs/official.py.',
    )
    .option(
      '--runs <count>',
      'number of model runs; from 100000 on, without the official client',
      parseCount,
      10_000,
    )
    .option('--sessions <count>', 'number of sessions', parseCount, 1000)
    .option('--rounds <count>', 'rounds of each measurement', parseCount, 3)
    .addOption(
      new Option('--pace <pace>', 'pace of the sandbox: instant, or real for the requests of a wait')
        .choices(['instant', 'real'])
        .default('instant'),
    )
    .parse(args, { from: 'user' })
    .opts<Options>();
  console.log(describeMachine());
  printWorst(await measure(values));
}

async function measure({ runs, sessions, rounds, pace }: Options): Promise<readonly Rating[]> {
  if (pace === 'real') return measureRealPace();
  if (runs >= LARGE_LIST) return measureLargeList(runs);
  return [...(await compareRuns(runs, rounds)), ...(await compareWaits(sessions, rounds))];
}

async function compareRuns(count: number, rounds: number): Promise<readonly Rating[]> {
  const python = getPythonPath(installOfficialClient());
  const ours: Cost[] = [];
  const official: Cost[] = [];
  const server: number[] = [];
  const steps = [
    async () => void ours.push(await withRecords(count, measureOurRuns)),
    async () =>
      void official.push(
        await withRecords(count, (job, records) =>
          measureOfficial(job, python, createLargestBatches(records), 'runs', OFFICIAL_PAGE),
        ),
      ),
    async () =>
      void server.push(
        await withRecords(count, (job, records) => measureServer(job, createLargestBatches(records))),
      ),
  ];
  await runAlternately(steps, rounds);
  const ratings = printComparison(`${count} model runs, registered and awaited.`, ours, official);
  printRequests(ours.at(-1)?.requestCounts ?? new Map(), official.at(-1)?.requestCounts ?? new Map());
  await printLimits(server, official);
  return ratings;
}

/** Prints lower bounds for any client, as ratios like those of the table. */
async function printLimits(server: readonly number[], official: readonly Cost[]): Promise<void> {
  const single = await withRecords(1, measureOurRuns);
  const seconds = server.map((value, round) => value / (official[round]?.seconds ?? Number.NaN));
  const memory = official.map(({ peakMiB }) => single.peakMiB / peakMiB);
  console.log('\nLimits of these ratios:');
  printTable([
    ['', 'limit', 'ratio'],
    [
      'time of the server alone: it registers the runs, whatever the client does',
      `${computeMedian(server).toFixed(1)} s`,
      formatRatios(seconds),
    ],
    ['peak memory of the action with one run', `${single.peakMiB.toFixed(0)} MiB`, formatRatios(memory)],
    ['peak memory of Node.js that does nothing', `${(await measureBareNode()).toFixed(0)} MiB`, ''],
  ]);
}

async function compareWaits(count: number, rounds: number): Promise<readonly Rating[]> {
  const python = getPythonPath(installOfficialClient());
  const ours: Cost[] = [];
  const official: Cost[] = [];
  await withRecords(count, async (job, records) => {
    const api = new CheckedClient(job.sandbox);
    const sessions: string[] = [];
    for (const record of records)
      sessions.push(String((await api.call('prov', 'POST', '/model_run/register', record))['session_id']));
    const inputs = { with: { 'session-id': sessions.join('\n'), timeout: '1h' } };
    const steps = [
      async () => void ours.push(await measureAction(job, 'await-job', sessions.length, inputs)),
      async () => void official.push(await measureOfficial(job, python, sessions, 'wait')),
    ];
    await runAlternately(steps, rounds);
  });
  return printComparison(`A wait for ${count} sessions.`, ours, official);
}

/** Runs all steps in each round. The order alternates, because the first one warms the caches. */
async function runAlternately(steps: readonly (() => Promise<void>)[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (const step of round % 2 ? steps.toReversed() : steps) await step();
}

/** A list that is ten times as long takes ten times as long, and little memory. */
async function measureLargeList(count: number): Promise<readonly Rating[]> {
  const base = await withRecords(BASE_LIST, measureOurRuns);
  const large = await withRecords(count, measureOurRuns);
  const growth = large.seconds / count / (base.seconds / BASE_LIST);
  console.log(
    `\n${count} model runs: ${large.seconds.toFixed(0)} s (${large.cpu.toFixed(1)} s of CPU time), ${large.requests} requests, ${large.peakMiB.toFixed(0)} MiB at most (goal ${MAX_LARGE_LIST_MIB}).\n` +
      `${BASE_LIST} model runs: ${base.seconds.toFixed(0)} s (${base.cpu.toFixed(1)} s of CPU time), ${base.requests} requests, ${base.peakMiB.toFixed(0)} MiB at most.\n` +
      `Each further run adds ${(((large.peakMiB - base.peakMiB) * 1024) / (count - BASE_LIST)).toFixed(1)} KiB to the peak.\n` +
      `Time per run: ${growth.toFixed(2)} times that of the shorter list (goal ${MAX_TIME_GROWTH}), the time of the server included.`,
  );
  return [
    { name: `peak memory of ${count} runs`, ratio: large.peakMiB / MAX_LARGE_LIST_MIB, goal: 1 },
    { name: `time per run of ${count} runs`, ratio: growth, goal: MAX_TIME_GROWTH },
  ];
}

/** Calls `work` with a new sandbox, whose table has no other jobs, and records for it. */
async function withRecords<T>(
  count: number,
  work: (job: TestJob, records: readonly ModelRun[]) => Promise<T>,
): Promise<T> {
  const job = await startJob({ pace: 'instant' });
  try {
    const dataset = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation);
    return await work(
      job,
      Array.from({ length: count }, (_, i) => createRecord(job, dataset, i)),
    );
  } finally {
    await job.stop();
  }
}

function measureOurRuns(job: TestJob, records: readonly ModelRun[]): Promise<Cost> {
  return measureAction(job, 'register-model-run', records.length, {
    with: { 'model-run-file': 'runs.jsonl', wait: 'true', timeout: '1h' },
    files: { 'runs.jsonl': records.map((record) => JSON.stringify(record)).join('\n') },
  });
}
