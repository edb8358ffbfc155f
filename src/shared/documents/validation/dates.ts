const ISO_8601 =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** The pattern of dates and times for editors, whose regular expressions may not support named groups. */
export const ISO_8601_PATTERN = ISO_8601.source.replace(/\?<\w+>/g, '?:');

/**
 * The whole Unix seconds of an ISO 8601 date or time. A date is midnight; a time without an offset is in UTC.
 * @returns undefined for other strings and for days that do not exist.
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

/** True for a string in the format of a date or time, even one that does not exist. */
export function hasDateFormat(text: string): boolean {
  return ISO_8601.test(text);
}

function isExistingDay(day: string): boolean {
  // ISO 8601 has a year 0; the servers do not accept it.
  if (day.startsWith('0000')) return false;
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** Year, month and day, with one separator or none, and perhaps a time with its offset. */
const SIMILAR_FORMAT =
  /^\s*(\d{4})(?:([-‐-―/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?:[Tt\s]*(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(?:([Zz]|UTC|GMT)|(?:UTC|GMT)?([+\u2212-]\d{1,2}):?(\d{2})?)?)?\s*$/;

const MAX_LENGTH = 100;

/** The ISO 8601 date of a string in a similar format: `2024-05-01` for `2024-5-1`, `2024/05/01` and `20240501`. */
export function suggestDate(text: string): string | undefined {
  return suggestTime(text)?.slice(0, 'YYYY-MM-DD'.length);
}

/** The ISO 8601 date or time of a string in a similar format: `2024-05-01T06:00+10:00` for `2024-5-1 6:00 +1000`. */
export function suggestTime(text: string): string | undefined {
  // The time of the comparison can grow with the square of the length.
  if (text.length > MAX_LENGTH) return undefined;
  const [, year, , ...parts] = SIMILAR_FORMAT.exec(text) ?? [];
  const [
    separatedMonth,
    separatedDay,
    month = separatedMonth,
    day = separatedDay,
    hour,
    minute,
    second,
    utc,
    offsetHours,
    offsetMinutes = '00',
  ] = parts;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const offset =
    offsetHours && `${offsetHours.startsWith('+') ? '+' : '-'}${pad(offsetHours.slice(1))}:${offsetMinutes}`;
  const zone = utc === undefined ? (offset ?? '') : 'Z';
  const time = [hour, minute, second].filter((part) => part !== undefined).map(pad);
  const suggestion = `${year}-${pad(month)}-${pad(day)}${time.length === 0 ? '' : `T${time.join(':')}${zone}`}`;
  return parseUnixSeconds(suggestion) === undefined ? undefined : suggestion;
}

function pad(number: string): string {
  return number.padStart(2, '0');
}
