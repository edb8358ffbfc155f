import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { createScratchFolder } from '../action-tests/tools/cleanup.ts';
import { parseCount } from '../action-tests/tools/number-arguments.ts';
import { formatCount } from '../src/shared/format-count.ts';
import { describeMachine } from './report/machine.ts';
import { computeMedian, formatRatios } from './report/ratios.ts';
import { measureLoadedBytes } from './size/loaded-bytes.ts';
import { startByteListener } from './start/byte-listener.ts';
import { renderGet, writeIdlePrograms } from './start/idle-programs.ts';
import { type ByteListener, measureExit, measureFirstByte, measureProcessorTime } from './start/measure.ts';
import { ACTION_NAMES, type MeasuredAction, readActions } from './start/measured-action.ts';

export const requires = 'up-to-date bundles (npm run build) and an idle machine';

/** A column of ratios. */
type Column = 'rejection' | 'rejectionLimit' | 'rejectionWork' | 'request' | 'requestLimit' | 'requestWork';

/** A time and the columns that have it. */
interface Measure {
  readonly title: string;
  readonly time: Column;
  /** The time of a program of that size that does nothing else. */
  readonly limit: Column;
  /** The processor time. */
  readonly work: Column;
  /** The largest acceptable median of `time`. */
  readonly goal: number;
}

/**
 * The time to the end of a step that rejects its inputs, to that of `node -e 0`, and the time to the first byte of the first
 * request, to that of one GET with `node:http`.
 */
const MEASURES: readonly Measure[] = [
  { title: 'rejection', time: 'rejection', limit: 'rejectionLimit', work: 'rejectionWork', goal: 1.6 },
  { title: 'first byte', time: 'request', limit: 'requestLimit', work: 'requestWork', goal: 1.2 },
];

/** Ratios of one action, by round. */
type Ratios = Record<Column, number[]>;

/**
 * Measures the start-up time of actions in paired rounds, relative to minimal Node.js programs. Prints medians and
 * quartiles of the ratios; the last line compares the worst medians with the goals.
 */
export async function run(args: readonly string[]): Promise<void> {
  const command = new Command('npm run bench -- start')
    .description('Measures the start-up time of actions.')
    .option('--rounds <count>', 'rounds of each action', parseCount, 31)
    .addArgument(new Argument('[actions...]', 'default is all').choices(ACTION_NAMES))
    .parse(args, { from: 'user' });
  const { rounds } = command.opts<{ rounds: number }>();
  using scratch = createScratchFolder(join(tmpdir(), 'start-'));
  const folder = scratch.path;
  const listener = await startByteListener();
  const get = join(folder, 'get.cjs');
  await writeFile(get, `${renderGet(listener.url)}\n`);
  console.log(describeMachine());
  console.log(
    `Medians of ${formatCount(rounds, 'paired round')}, with quartiles: time of rejecting inputs to that of node -e 0, and time to the\n` +
      'first byte of the first request to that of a GET by node:http. Limit: a program of the same size that does nothing else.\n' +
      'Processor time depends less on what else the machine does.',
  );
  console.log(formatRow(['action', ...MEASURES.flatMap(({ title }) => [title, 'limit', 'processor time'])]));
  const all = new Map<string, Ratios>();
  try {
    for (const action of await readActions(folder, listener.url, command.args)) {
      const ratios = await measureAction(action, { rounds, folder, get, listener });
      const cells = MEASURES.flatMap(({ time, limit, work }) => [ratios[time], ratios[limit], ratios[work]]);
      console.log(formatRow([action.name, ...cells.map(formatRatios)]));
      all.set(action.name, ratios);
    }
  } finally {
    listener.close();
  }
  console.log(MEASURES.map((measure) => formatWorst(all, measure)).join('; '));
}

interface Bench {
  readonly rounds: number;
  readonly folder: string;
  /** The program that sends one GET. */
  readonly get: string;
  readonly listener: ByteListener;
}

async function measureAction(
  action: MeasuredAction,
  { rounds, folder, get, listener }: Bench,
): Promise<Ratios> {
  const { program, valid, invalid } = action;
  const { rejection, request = 0 } = await measureLoadedBytes(action, join(folder, 'loaded.json'));
  const idle = await writeIdlePrograms(folder, { rejection, request }, listener.url);
  const ratios: Ratios = {
    ...{ rejection: [], rejectionLimit: [], rejectionWork: [] },
    ...{ request: [], requestLimit: [], requestWork: [] },
  };
  for (let round = 0; round < rounds; round++) {
    const empty = await measureExit(['-e', '0'], invalid);
    ratios.rejection.push((await measureExit(program, invalid)) / empty);
    ratios.rejectionLimit.push((await measureExit([idle.rejection], invalid)) / empty);
    const emptyWork = await measureProcessorTime(['-e', '0'], invalid);
    ratios.rejectionWork.push((await measureProcessorTime(program, invalid)) / emptyWork);
    if (!valid) continue;
    const bare = await measureFirstByte([get], valid, listener);
    ratios.request.push((await measureFirstByte(program, valid, listener)) / bare);
    ratios.requestLimit.push((await measureFirstByte([idle.request], valid, listener)) / bare);
    const bareWork = await measureProcessorTime([get], valid);
    ratios.requestWork.push((await measureProcessorTime(program, valid)) / bareWork);
  }
  return ratios;
}

function formatRow(cells: readonly string[]): string {
  const [name = '', ...ratios] = cells;
  return `${name.padEnd(19)} ${ratios.map((cell) => cell.padStart(17)).join(' ')}`.trimEnd();
}

function formatWorst(all: ReadonlyMap<string, Ratios>, { title, time, work, goal }: Measure): string {
  const measured = [...all].filter(([, ratios]) => ratios[time].length > 0);
  const medians = measured
    .map(([action, ratios]) => ({ action, median: computeMedian(ratios[time]) }))
    .sort((a, b) => b.median - a.median);
  const [worst] = medians;
  if (!worst) return `no ${title}`;
  const result = worst.median <= goal ? 'met' : 'missed';
  const mostWork = Math.max(...measured.map(([, ratios]) => computeMedian(ratios[work]))).toFixed(2);
  return `worst ${title} ${worst.median.toFixed(2)} × (${worst.action}; processor time at most ${mostWork} ×), goal ${goal.toFixed(2)} × ${result}`;
}
