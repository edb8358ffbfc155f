import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { createScratchFolder } from '../action-tests/tools/cleanup.ts';
import { parseCount } from '../action-tests/tools/number-arguments.ts';
import { formatCount } from '../src/shared/format-count.ts';
import { chooseFolder, describeMachine } from './report/machine.ts';
import { printWorst } from './report/rating.ts';
import { computeMedian, formatRatios } from './report/ratios.ts';
import { printTable } from './report/table.ts';
import { writeSmallFiles } from './scale/small-files.ts';
import { REMEMBERED_FOLDER } from './transfer/remembered-objects.ts';
import { startNullStore, toConnection } from './transfer/stores.ts';
import { buildEngine } from './transfer/tools.ts';

/** A block of 4 KiB for each file and for its download, its entries in the manifest and in temporary files, and a reserve. */
const KIB_PER_FILE = 12;

export const requires = `${KIB_PER_FILE} KiB of memory or disk space per file, and an idle machine`;

const STEPS = ['upload', 'upload again', 'download'] as const;
type Step = (typeof STEPS)[number];

/** Largest ratio of the time per file at the largest size to that at the smallest. */
const MAX_GROWTH = 1.3;
const MAX_PEAK_MIB = 350;
/** Rounds with more files than this are not repeated, so that the benchmark takes less than ten minutes. */
const MAX_FILES = 300_000;
const MAX_ROUNDS = 3;

/** Reports of the engine, of each round. */
interface Row {
  readonly step: Step;
  /** 0 for the time that a step takes without files. */
  readonly count: number;
  readonly reports: readonly Report[];
}

/** Prints time per file and peak memory of the engine for trees of small files, against a store that takes no time. */
export async function run(args: readonly string[]): Promise<void> {
  const { files: counts } = new Command('npm run bench -- scale')
    .description('Uploads, uploads again and downloads trees of small files of growing size.')
    .option(
      '--files <counts>',
      'numbers of files, ascending; 1000000 takes about 25 minutes',
      (text) => text.split(',').map(parseCount),
      [1000, 10_000, 100_000],
    )
    .parse(args, { from: 'user' })
    .opts<{ files: number[] }>();
  const total = counts.reduce((sum, count) => sum + count, 0);
  const rounds = Math.max(1, Math.min(MAX_ROUNDS, Math.floor(MAX_FILES / total)));
  const engine = await buildEngine();
  console.log(describeMachine());
  using scratch = createScratchFolder(join(chooseFolder(total * KIB_PER_FILE * 1024), 'provena-scale-'));
  const folder = scratch.path;
  const sizes = [0, ...counts];
  const measured: Record<Step, Report>[][] = [];
  for (const count of sizes) writeSmallFiles(getSource(folder, count), count);
  for (let round = 0; round < rounds; round++) {
    const reports: Record<Step, Report>[] = [];
    for (const count of sizes) reports.push(await measureCount(engine, folder, count));
    measured.push(reports);
  }
  const rows = STEPS.flatMap((step) =>
    sizes.map(
      (count, i): Row => ({ step, count, reports: measured.flatMap((reports) => reports[i]?.[step] ?? []) }),
    ),
  );
  print(rows, rounds);
}

function getSource(folder: string, count: number): string {
  return join(folder, `source-${count}`);
}

/** Runs all steps once, against a new store. */
async function measureCount(engine: string, folder: string, count: number): Promise<Record<Step, Report>> {
  const store = await startNullStore({ delayMs: 0, bytesPerSecond: 0 });
  const target = join(folder, 'target');
  const manifest = join(folder, 'manifest.json');
  mkdirSync(target);
  try {
    const measureStep = (step: Step): Report => {
      const job = { ...toJob(step), manifest: step === 'download' ? undefined : manifest };
      const path = step === 'download' ? target : getSource(folder, count);
      return runEngine(engine, { ...job, folder: path, ...toConnection(store, REMEMBERED_FOLDER) }, count);
    };
    // In this order: each step needs the results of those before it.
    return {
      upload: measureStep('upload'),
      'upload again': measureStep('upload again'),
      download: measureStep('download'),
    };
  } finally {
    await store.close();
    for (const path of [target, manifest]) rmSync(path, { recursive: true, force: true });
  }
}

function toJob(step: Step) {
  if (step === 'upload') return { direction: 'upload', writesManifest: true };
  return step === 'upload again'
    ? { direction: 'upload', ifExists: 'skip-unchanged', writesManifest: true }
    : { direction: step };
}

interface Report {
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
  readonly peakMiB: number;
}

/** Runs the engine in its own process. @throws Error if not all files were handled. */
function runEngine(engine: string, job: object, count: number): Report {
  const output = execFileSync(process.execPath, [engine, JSON.stringify(job)], { encoding: 'utf8' });
  const report = JSON.parse(output);
  const handled = report.counts.uploaded + report.counts.downloaded + report.counts.skipped;
  if (handled !== count) throw new Error(`handled ${handled} of ${count} files: ${output}`);
  return report;
}

type Time = 'milliseconds' | 'cpuMilliseconds';

function print(rows: readonly Row[], rounds: number): void {
  console.log(
    `\nMedians of ${formatCount(rounds, 'paired round')}, with their range. Time per file is without the time of the same step without files (start).`,
  );
  console.log(
    'Ratio: to the time per file of the smallest size. CPU time depends less on what else the machine does.',
  );
  printTable([
    ['', 'files', 'elapsed', 'ratio', 'cpu', 'ratio', 'goal', 'peak', 'goal'],
    ...rows.map((row) => [
      row.step,
      row.count === 0 ? 'start' : row.count.toLocaleString('en'),
      formatTime(row, rows, 'milliseconds'),
      formatRatios(getGrowth(row, rows, 'milliseconds')),
      formatTime(row, rows, 'cpuMilliseconds'),
      formatRatios(getGrowth(row, rows, 'cpuMilliseconds')),
      `${MAX_GROWTH}`,
      `${Math.round(getPeak(row))} MiB`,
      `${MAX_PEAK_MIB} MiB`,
    ]),
  ]);
  const peakMiB = Math.max(...rows.map(getPeak));
  printWorst([
    ...rows.flatMap((row) => {
      const ratios = getGrowth(row, rows, 'cpuMilliseconds');
      const name = `CPU time per file, ${row.step} of ${row.count.toLocaleString('en')} files`;
      return ratios.length > 0 ? [{ name, ratio: computeMedian(ratios), goal: MAX_GROWTH }] : [];
    }),
    { name: `largest peak, ${Math.round(peakMiB)} MiB`, ratio: peakMiB / MAX_PEAK_MIB, goal: 1 },
  ]);
}

/** Milliseconds per file of each round; milliseconds in all for a step without files. */
function getTimes({ step, count, reports }: Row, rows: readonly Row[], time: Time): number[] {
  if (count === 0) return reports.map((report) => report[time]);
  const start = rows.find((row) => row.step === step && row.count === 0)?.reports;
  return reports.map((report, round) => (report[time] - (start?.[round]?.[time] ?? 0)) / count);
}

/** Ratios of the time per file to that of the smallest size, of each round; none for the smallest size. */
function getGrowth(row: Row, rows: readonly Row[], time: Time): number[] {
  const smallest = rows.find(({ step, count }) => step === row.step && count > 0);
  if (!smallest || row.count <= smallest.count) return [];
  const base = getTimes(smallest, rows, time);
  return getTimes(row, rows, time).map((value, round) => value / (base[round] ?? Number.NaN));
}

function getPeak({ reports }: Row): number {
  return Math.max(...reports.map(({ peakMiB }) => peakMiB));
}

function formatTime(row: Row, rows: readonly Row[], time: Time): string {
  const times = getTimes(row, rows, time);
  const digits = row.count === 0 ? 0 : 3;
  const spread =
    times.length > 1 ? ` (${Math.min(...times).toFixed(digits)}–${Math.max(...times).toFixed(digits)})` : '';
  return `${computeMedian(times).toFixed(digits)}${spread} ms`;
}
