import { formatBytes } from '../../src/shared/format-bytes.ts';
import { computeMedian, formatRatios } from '../report/ratios.ts';
import { printTable } from '../report/table.ts';
import type { ClientName } from './clients.ts';

export interface Figure {
  /** Seconds. */
  readonly wall: number;
  /** Seconds of user and system time. */
  readonly cpu: number;
  readonly peakMiB: number;
}

/** By round. Clients that were measured in fewer rounds were measured in the first ones. */
export type Figures = Record<ClientName, Figure[]>;

export interface Row {
  readonly store: string;
  readonly direction: string;
  readonly tree: string;
  /** The largest acceptable ratio of our time to that of s5cmd. */
  readonly goal: number;
  readonly figures: Figures;
}

/**
 * The columns of the table. `limit` is the time of a program that only moves the bytes and computes their CRC32
 * (`limit.ts`); `cores` is processor time divided by elapsed time. Ratios are medians of the ratios within a round, with
 * their quartiles.
 */
const COLUMNS: Readonly<Record<string, (figures: Figures, row: Row) => string>> = {
  '': (_, { direction, tree }) => `${direction} ${tree}`,
  rounds: ({ ours }) => `${ours.length}`,
  ours: ({ ours }) => formatMedian(ours, 'wall'),
  s5cmd: ({ s5cmd }) => formatMedian(s5cmd, 'wall'),
  'ours/s5cmd': ({ ours, s5cmd }) => formatRatios(computeRatios(ours, s5cmd)),
  goal: (_, { goal }) => goal.toFixed(1),
  limit: ({ limit }) => formatMedian(limit, 'wall'),
  'limit/s5cmd': ({ limit, s5cmd }) => formatRatios(computeRatios(limit, s5cmd)),
  'cpu ours': ({ ours }) => formatMedian(ours, 'cpu'),
  'cpu s5cmd': ({ s5cmd }) => formatMedian(s5cmd, 'cpu'),
  'cpu limit': ({ limit }) => formatMedian(limit, 'cpu'),
  'cores ours': ({ ours }) => formatCores(ours),
  'cores s5cmd': ({ s5cmd }) => formatCores(s5cmd),
  'peak ours': ({ ours }) => formatPeak(ours),
  'peak s5cmd': ({ s5cmd }) => formatPeak(s5cmd),
  'aws/ours': ({ aws, ours }) => formatRatios(computeRatios(aws, ours)),
  'official/ours': ({ official, ours }) => formatRatios(computeRatios(official, ours)),
};

/** Prints medians of the rounds in seconds. */
export function printRows(title: string, rows: readonly Row[]): void {
  console.log(`\nStore: ${title}. Medians of the rounds; quartiles in parentheses.`);
  const cells = rows.map((row) => Object.values(COLUMNS).map((format) => format(row.figures, row)));
  printTable([Object.keys(COLUMNS), ...cells]);
}

/** Prints the row that is furthest above its goal, or nearest to it, and its limit. */
export function printWorstRow(rows: readonly Row[]): void {
  const rated = rows.map((row) => ({
    ...row,
    ratio: computeMedian(computeRatios(row.figures.ours, row.figures.s5cmd)),
  }));
  rated.sort((a, b) => b.ratio / b.goal - a.ratio / a.goal);
  const [worst] = rated;
  if (!worst) return;
  const missed = rated.filter(({ ratio, goal }) => ratio > goal);
  const unreachable = missed.filter(({ figures, goal }) => (measureLimit(figures) ?? 0) > goal).length;
  const summary =
    missed.length === 0
      ? 'all goals met'
      : `${missed.length} of ${rated.length} goals missed, of which ${unreachable} are below the limit`;
  console.log(
    `\nWorst ratio to s5cmd against its goal: ${worst.ratio.toFixed(2)} (goal ${worst.goal.toFixed(1)}), ${worst.direction} ${worst.tree}, store ${worst.store}; ${summary}; ${describeLimit(worst.figures)}.`,
  );
}

/** The ratio of the limit to s5cmd, if it was measured. */
function measureLimit({ limit, s5cmd }: Figures): number | undefined {
  return limit.length === 0 ? undefined : computeMedian(computeRatios(limit, s5cmd));
}

function describeLimit(figures: Figures): string {
  const ratio = measureLimit(figures);
  if (ratio === undefined) return 'its limit was not measured';
  const share = computeMedian(computeRatios(figures.limit, figures.ours));
  return `a program that only moves the bytes takes ${ratio.toFixed(2)} of s5cmd's time and ${share.toFixed(2)} of ours`;
}

/** The ratios of wall times within each round. */
function computeRatios(figures: readonly Figure[], others: readonly Figure[]): number[] {
  return figures.flatMap(({ wall }, round) => {
    const other = others[round]?.wall;
    return other === undefined ? [] : [wall / other];
  });
}

const formatMedian = (figures: readonly Figure[], key: 'wall' | 'cpu') =>
  figures.length === 0 ? '–' : `${computeMedian(figures.map((figure) => figure[key])).toFixed(2)} s`;
const formatCores = (figures: readonly Figure[]) =>
  computeMedian(figures.map(({ wall, cpu }) => cpu / wall)).toFixed(1);
const formatPeak = (figures: readonly Figure[]) =>
  formatBytes(Math.max(...figures.map(({ peakMiB }) => peakMiB)) * 2 ** 20);
