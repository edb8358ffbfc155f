import * as z from 'zod/mini';
import { formatValue } from './messages.ts';

const ISO_8601 =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * The whole Unix seconds of an ISO 8601 date or time. Without a time it is midnight, without an offset UTC.
 * @returns undefined for other texts and for days that do not exist.
 */
export function parseUnixSeconds(text: string): number | undefined {
  const { day, time = '00:00', zone = 'Z' } = ISO_8601.exec(text)?.groups ?? {};
  // Date.UTC converts February 30 to a day of March instead of rejecting it.
  if (day === undefined || !isExistingDay(day)) return undefined;
  const ms = Date.parse(
    `${day}T${time}${zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, h, m) => `${h}:${m ?? '00'}`)}`,
  );
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}

function isExistingDay(day: string): boolean {
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

const EXPECTED = 'expected Unix seconds, an ISO 8601 time such as 2024-05-01T06:00:00Z, or now';

/** For editors, whose regular expressions may lack names of groups. */
const PATTERN = `^now$|${ISO_8601.source.replace(/\?<\w+>/g, '?:')}`;

/** As seconds, the year 5138; as milliseconds, 1973. */
const MIN_MILLISECONDS = 100_000_000_000;

/** A point in time in Unix seconds, written as seconds, ISO 8601 or `now`. */
export function timestamp(description: string) {
  return z
    .pipe(
      z.union(
        [z.int(), z.string().check(z.meta({ pattern: PATTERN, patternErrorMessage: EXPECTED }))],
        EXPECTED,
      ),
      z.transform((value, context) => {
        const seconds =
          typeof value === 'number' ? value : value === 'now' ? getUnixTime() : parseUnixSeconds(value);
        const isMilliseconds = seconds !== undefined && seconds >= MIN_MILLISECONDS;
        if (seconds !== undefined && !isMilliseconds) return seconds;
        const hint = isMilliseconds ? `. These are milliseconds: write ${Math.floor(seconds / 1000)}` : '';
        context.issues.push({
          code: 'custom',
          message: `${EXPECTED}; found ${formatValue(value)}${hint}`,
          input: value,
        });
        return z.NEVER;
      }),
    )
    .check(z.meta({ description, examples: ['2024-05-01T06:00:00Z', 1714543200, 'now'] }));
}

function getUnixTime(): number {
  return Math.floor(Date.now() / 1000);
}
