import { formatCount } from '../../src/shared/format-count.ts';
import type { Rating } from '../report/rating.ts';
import { computeMedian, formatRatios } from '../report/ratios.ts';
import { printTable } from '../report/table.ts';
import type { Cost } from './measure.ts';

/** A cost that is a number. */
type Figure = Exclude<keyof Cost, 'requestCounts'>;

/** The largest acceptable ratios of our cost to that of the official client. */
const GOALS: Partial<Record<Figure, number>> = { seconds: 0.5, requests: 1, peakMiB: 1 };

const FORMATS: readonly (readonly [cost: Figure, name: string, format: (value: number) => string])[] = [
  ['seconds', 'time', (value) => `${value.toFixed(1)} s`],
  ['cpu', 'CPU time of the client', (value) => `${value.toFixed(1)} s`],
  ['requests', 'requests', (value) => value.toFixed(0)],
  ['peakMiB', 'peak memory', (value) => `${value.toFixed(0)} MiB`],
];

/** Prints medians of paired rounds, and the ratios within the rounds with their quartiles. */
export function printComparison(
  title: string,
  ours: readonly Cost[],
  official: readonly Cost[],
): readonly Rating[] {
  console.log(`\n${title} Medians of ${formatCount(ours.length, 'round')}; quartiles in parentheses.`);
  const ratings: Rating[] = [];
  const lines = FORMATS.map(([cost, name, format]) => {
    const ratios = ours.flatMap((one, round) => {
      const other = official[round];
      return other ? [one[cost] / other[cost]] : [];
    });
    const goal = GOALS[cost];
    if (goal !== undefined) ratings.push({ name: `${name}, ${title}`, ratio: computeMedian(ratios), goal });
    return [
      name,
      format(computeMedian(ours.map((one) => one[cost]))),
      format(computeMedian(official.map((one) => one[cost]))),
      formatRatios(ratios),
      goal?.toFixed(1) ?? '',
    ];
  });
  printTable([['', 'this project', 'official client', 'ratio', 'goal'], ...lines]);
  return ratings;
}
