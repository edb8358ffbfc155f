import * as z from 'zod/mini';
import { formatValue } from '../format-value.ts';
import { hasDateFormat, ISO_8601_PATTERN, parseUnixSeconds, suggestTime } from './dates.ts';

const EXPECTED = 'expected whole Unix seconds, an ISO 8601 time such as 2024-05-01T06:00:00Z, or now';

const PATTERN = `^now$|${ISO_8601_PATTERN}`;

/** As seconds, the year 5138; as milliseconds, 1973. */
const MIN_MILLISECONDS = 100_000_000_000;
const MIN_MICROSECONDS = 1000 * MIN_MILLISECONDS;

/** A year. As Unix seconds, it would be half an hour after the start of 1970. */
const YEAR = /^(?:19|20)\d{2}$/;

/** A date of 1900 to 2099 without separators, perhaps with hours, minutes and seconds. */
const COMPACT_DATE = /^(?:19|20)\d{6}(?:\d{4}(?:\d{2})?)?$/;

/** The name of a time zone after a time: `AEST`, `Australia/Brisbane`, `[Europe/Berlin]`. */
const NAMED_ZONE = /^([-\d:./T ]{10,40}?)(?! *[ap]m$)((?! )\[?[A-Z]{2}[\w/+-]{0,40}\]?)$/i;

/** A point in time in Unix seconds, written as seconds, ISO 8601 or `now`. */
export function timestamp(description: string) {
  return z
    .pipe(
      z.union(
        [z.int(EXPECTED), z.string().check(z.meta({ pattern: PATTERN, patternErrorMessage: EXPECTED }))],
        EXPECTED,
      ),
      z.transform((value, context) => {
        const seconds = toUnixSeconds(value);
        const hint = seconds === undefined ? suggestCorrection(String(value)) : suggestTimestamp(seconds);
        if (seconds !== undefined && hint === undefined) return seconds;
        context.issues.push({
          code: 'custom',
          message: `${EXPECTED}; found ${formatValue(value)}${hint ?? ''}`,
          input: value,
        });
        return z.NEVER;
      }),
    )
    .check(z.meta({ description, examples: ['2024-05-01T06:00:00Z', 1714543200, 'now'] }));
}

/** @returns undefined for a string that is neither a date nor a time. */
function toUnixSeconds(value: number | string): number | undefined {
  if (typeof value === 'number') return value;
  return value === 'now' ? Math.floor(Date.now() / 1000) : parseUnixSeconds(value);
}

/** The remedy for a number that is not meant as Unix seconds: `20240501` would be a day of August 1970. */
function suggestTimestamp(seconds: number): string | undefined {
  if (YEAR.test(String(seconds))) return `. This is a year: write a date, such as ${seconds}-01-01`;
  const date = COMPACT_DATE.test(String(seconds)) ? suggestTime(String(seconds)) : undefined;
  if (date !== undefined) return `. Write ${date}`;
  if (seconds < MIN_MILLISECONDS) return undefined;
  return seconds < MIN_MICROSECONDS
    ? `. These are milliseconds: write ${Math.floor(seconds / 1000)}`
    : `. These are microseconds: write ${Math.floor(seconds / 1_000_000)}`;
}

function suggestCorrection(text: string): string | undefined {
  if (/^\d{9,16}$/.test(text)) return suggestTimestamp(Number(text)) ?? '. Remove the quotes';
  if (hasDateFormat(text)) return '. There is no such date or time';
  const suggestion = /^\s*now\s*$/i.test(text) ? 'now' : suggestTime(text);
  if (suggestion !== undefined) return `. Write ${suggestion}`;
  const [, time = '', name = ''] = NAMED_ZONE.exec(text) ?? [];
  return suggestTime(time) === undefined
    ? undefined
    : `. Write the offset from UTC, such as +10:00, instead of ${name}`;
}
