import { formatBytes } from '../../src/shared/format-bytes.ts';
import type { ClientName } from './clients.ts';

export interface Figure {
  /** Seconds. */
  readonly wall: number;
  /** Seconds of user and system time. */
  readonly cpu: number;
  readonly peakMiB: number;
}

/** By round. */
export type Figures = Record<ClientName, Figure[]>;

export interface Row {
  readonly direction: string;
  readonly tree: string;
  readonly figures: Figures;
}

const COLUMNS = [
  '',
  'ours',
  's5cmd',
  'ours/s5cmd',
  'cpu ours',
  'cpu s5cmd',
  'peak ours',
  'peak s5cmd',
  'official',
  'official/ours',
];

/** Prints medians of the rounds in seconds. Ratios are medians of the ratios within a round. */
export function printTable(store: string, rows: readonly Row[]): void {
  const lines = rows.map(({ direction, tree, figures: { ours, s5cmd, official } }) => {
    const ratios = ours.map((figure, round) => figure.wall / (s5cmd[round]?.wall ?? Number.NaN));
    const oursWall = median(ours.map(({ wall }) => wall));
    const [slow] = official;
    return [
      `${direction} ${tree}`,
      seconds(oursWall),
      seconds(median(s5cmd.map(({ wall }) => wall))),
      median(ratios).toFixed(2),
      seconds(median(ours.map(({ cpu }) => cpu))),
      seconds(median(s5cmd.map(({ cpu }) => cpu))),
      formatPeak(ours),
      formatPeak(s5cmd),
      slow ? seconds(slow.wall) : '-',
      slow ? `${(slow.wall / oursWall).toFixed(1)}` : '-',
    ];
  });
  const rounds = rows[0]?.figures.ours.length ?? 0;
  console.log(`\nStore: ${store}. Medians of ${rounds} rounds.`);
  const table = [COLUMNS, ...lines];
  const widths = COLUMNS.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  for (const line of table) {
    console.log(
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    );
  }
}

const seconds = (value: number) => `${value.toFixed(2)} s`;
const formatPeak = (figures: readonly Figure[]) =>
  formatBytes(Math.max(...figures.map(({ peakMiB }) => peakMiB)) * 2 ** 20);

/** The median of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
