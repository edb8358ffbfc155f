import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { chooseFolder, describeMachine } from './report/machine.ts';
import { median } from './report/ratios.ts';
import { printTable } from './report/table.ts';
import { writeSmallFiles } from './scale/small-files.ts';
import { REMEMBERED_FOLDER } from './transfer/remembered-objects.ts';
import { type BenchStore, startNullStore } from './transfer/stores.ts';
import { buildEngine } from './transfer/tools.ts';

/** A block of 4 KiB for each file and for its download, its entries in the manifest and in temporary files, and a reserve. */
const KIB_PER_FILE = 12;

/** What the benchmark needs on this machine. */
export const requires = `${KIB_PER_FILE} KiB of memory or disk space per file, and an idle machine`;

const STEPS = ['upload', 'upload again', 'download', 'verify'] as const;
type Step = (typeof STEPS)[number];

const MAX_GROWTH = 1.3;
const MAX_PEAK_MIB = 350;
/** Rounds of a size: enough files to measure, but at most five rounds. */
const getRounds = (count: number) => Math.max(1, Math.min(5, Math.round(30_000 / count)));

interface Figure {
  readonly step: Step;
  readonly count: number;
  /** Milliseconds per file, of each round. */
  readonly wall: readonly number[];
  readonly cpu: readonly number[];
  readonly peakMiB: number;
}

/** Prints time per file and peak memory of the engine for trees of small files, against a store that takes no time. */
export async function run(args: readonly string[]): Promise<void> {
  const { files } = new Command('npm run bench -- scale')
    .description('Uploads, uploads again, downloads and verifies trees of small files of growing size.')
    .option(
      '--files <counts>',
      'numbers of files, ascending; 1000000 takes about an hour',
      '1000,10000,100000',
    )
    .parse(args, { from: 'user' })
    .opts<{ files: string }>();
  const counts = files.split(',').map(Number);
  const engine = await buildEngine();
  console.log(describeMachine());
  const folder = mkdtempSync(join(chooseFolder(Math.max(...counts) * KIB_PER_FILE * 1024), 'provena-scale-'));
  const figures: Figure[] = [];
  try {
    for (const count of counts) figures.push(...(await measureCount(engine, folder, count)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  print(figures);
}

async function measureCount(engine: string, folder: string, count: number): Promise<Figure[]> {
  const source = join(folder, 'source');
  writeSmallFiles(source, count);
  const rounds: Record<Step, Report[]> = { upload: [], 'upload again': [], download: [], verify: [] };
  for (let round = 0; round < getRounds(count); round++) {
    const store = await startNullStore({ delayMs: 0, bytesPerSecond: 0 });
    const target = join(folder, 'target');
    const manifest = join(folder, 'manifest.json');
    mkdirSync(target);
    try {
      for (const step of STEPS) {
        const job = { ...toJob(step), manifest: step === 'download' ? undefined : manifest };
        const path = step === 'download' ? target : source;
        rounds[step].push(runEngine(engine, { ...job, folder: path, ...toConnection(store) }, count));
      }
    } finally {
      await store.close();
      for (const path of [target, manifest]) rmSync(path, { recursive: true, force: true });
    }
  }
  rmSync(source, { recursive: true });
  return STEPS.map((step) => ({
    step,
    count,
    wall: rounds[step].map(({ milliseconds }) => milliseconds / count),
    cpu: rounds[step].map(({ cpuMilliseconds }) => cpuMilliseconds / count),
    peakMiB: Math.max(...rounds[step].map(({ peakMiB }) => peakMiB)),
  }));
}

function toJob(step: Step) {
  if (step === 'upload') return { direction: 'upload', writesManifest: true };
  return step === 'upload again'
    ? { direction: 'upload', ifExists: 'skip-unchanged', writesManifest: true }
    : { direction: step };
}

function toConnection({ bucket, region, url, credentials }: BenchStore) {
  return { address: { bucket, prefix: REMEMBERED_FOLDER, region, endpoint: url }, credentials };
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
  const handled =
    report.matchCount ?? report.counts.uploaded + report.counts.downloaded + report.counts.skipped;
  if (handled !== count) throw new Error(`handled ${handled} of ${count} files: ${output}`);
  return report;
}

function print(figures: readonly Figure[]): void {
  console.log(
    '\nMilliseconds per file, medians of the rounds, without the start of the process; CPU time includes it.',
  );
  console.log('Growth: CPU time per file as a multiple of that at the next smaller size.');
  printTable([
    ['', 'files', 'rounds', 'wall', 'cpu', 'growth', 'peak'],
    ...figures.map((figure) => [
      figure.step,
      figure.count.toLocaleString('en'),
      `${figure.wall.length}`,
      `${median(figure.wall).toFixed(3)} ms`,
      `${median(figure.cpu).toFixed(3)} ms`,
      getGrowth(figure, figures)?.toFixed(2) ?? '-',
      `${Math.round(figure.peakMiB)} MiB`,
    ]),
  ]);
  const growth = Math.max(...figures.map((figure) => getGrowth(figure, figures) ?? 0));
  const peakMiB = Math.max(...figures.map((figure) => figure.peakMiB));
  const verdict = growth <= MAX_GROWTH && peakMiB <= MAX_PEAK_MIB ? 'goals met' : 'goals missed';
  console.log(
    `\nWorst growth ${growth.toFixed(2)} (goal ${MAX_GROWTH}), largest peak ${Math.round(peakMiB)} MiB (goal ${MAX_PEAK_MIB} MiB): ${verdict}.`,
  );
}

/** CPU time: other processes of the machine change it little. */
function getGrowth({ step, count, cpu }: Figure, figures: readonly Figure[]): number | undefined {
  const smaller = figures.findLast((other) => other.step === step && other.count < count);
  return smaller && median(cpu) / median(smaller.cpu);
}
