import { formatCount } from './format-count.ts';

const UNITS = [
  ['year', 365 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
] as const;

/**
 * Formats how wrong the clock of this machine is, in the largest unit that gives at least 2: `20 minutes slow`.
 * @param seconds positive if it is slow
 */
export function formatClockOffset(seconds: number): string {
  const size = Math.abs(seconds);
  const [unit, length] = UNITS.find(([, length]) => size >= 2 * length) ?? ['minute', 60];
  return `${formatCount(Math.round(size / length), unit)} ${seconds > 0 ? 'slow' : 'fast'}`;
}
