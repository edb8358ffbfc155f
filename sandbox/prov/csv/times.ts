import { UnhandledServerError } from '../../http/errors.ts';

/** A date, with dashes or without. A digit after a week is its day if the time behind it is complete. */
const DATE = /^(\d{4})(?:-(\d{2})-(\d{2})|(\d{2})(\d{2}))/;
const WEEK_DATE = /^(\d{4})(?:-W(\d{2})(?:-(\d)(?!\d))?|W(\d{2})(?:(\d)(?=\d(?:\d\d)*(?!\d)|(?!\d)))?)/;
const DAY_SECONDS = 86_400;
const DAY_MS = DAY_SECONDS * 1000;

/**
 * Parses a time of a table, with dashes or slashes, as Python's `datetime.fromisoformat` does: any character between
 * date and time, missing parts at the end. Without an offset it is UTC.
 * @returns Unix seconds; undefined for an invalid time
 */
export function parseTime(cell: string): number | undefined {
  const text = cell.replaceAll('/', '-');
  const [date, day] = parseDate(text);
  if (date === undefined || Number.isNaN(day)) return undefined;
  const rest = text.slice(date.length);
  const seconds = rest === '' ? 0 : parseTimeOfDay(rest.slice(1));
  return seconds === undefined ? undefined : day / 1000 + Math.floor(seconds);
}

/** The text of the date at the start, and the start of this day in milliseconds since 1970; NaN for a day that does not exist. */
function parseDate(text: string): [date: string | undefined, day: number] {
  const [week, weekYear = '', longNumber, longDay, number = longNumber, day = longDay] =
    WEEK_DATE.exec(text) ?? [];
  if (week !== undefined) return [week, parseWeekDay(weekYear, Number(number), Number(day ?? 1))];
  const [date, year, longMonth, longDayOfMonth, month = longMonth, dayOfMonth = longDayOfMonth] =
    DATE.exec(text) ?? [];
  const iso = `${year}-${month}-${dayOfMonth}`;
  const ms = year === '0000' ? Number.NaN : Date.parse(`${iso}T00:00:00Z`);
  return [date, Number.isNaN(ms) || new Date(ms).toISOString().startsWith(iso) ? ms : Number.NaN];
}

/** The week with the 4th of January is the first of its year; a week belongs to the year of its Thursday. */
function parseWeekDay(year: string, week: number, day: number): number {
  const fourth = Date.parse(`${year}-01-04T00:00:00Z`);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS + (week - 1) * 7 * DAY_MS;
  const start = monday + (day - 1) * DAY_MS;
  const isValid =
    year !== '0000' &&
    new Date(start).getUTCFullYear() < 10_000 &&
    week > 0 &&
    day >= 1 &&
    day <= 7 &&
    new Date(monday + 3 * DAY_MS).getUTCFullYear() === Number(year);
  return isValid ? start : Number.NaN;
}

/** Seconds since midnight UTC of a time with or without an offset. */
function parseTimeOfDay(text: string): number | undefined {
  const [, local = '', zone = ''] = /^([^+\-Z]*)(.*)$/s.exec(text) ?? [];
  const time = readClock(local);
  if (!time || time.units.some((value, index) => value > (index === 0 ? 23 : 59))) return undefined;
  if (zone === 'Z') return time.seconds;
  if (zone === '') return time.hasRest ? undefined : time.seconds;
  const offset = readClock(zone.slice(1));
  if (zone.startsWith('Z') || !offset || offset.hasRest || offset.seconds >= DAY_SECONDS) return undefined;
  return zone.startsWith('-') ? time.seconds + offset.seconds : time.seconds - offset.seconds;
}

/**
 * Reads hours, minutes, seconds and a fraction, with colons or without; a fraction can follow each of them.
 * @returns also whether one more character follows, or text behind six digits of the fraction: Python ignores it before an offset
 */
function readClock(text: string): { units: number[]; seconds: number; hasRest: boolean } | undefined {
  const units: number[] = [];
  const separator = text[2] === ':' ? ':' : '';
  const result = (fraction: string, hasRest: boolean) => {
    const [hours = 0, minutes = 0, seconds = 0] = units;
    return { units, seconds: hours * 3600 + minutes * 60 + seconds + Number(`0.${fraction}0`), hasRest };
  };
  let rest = text;
  for (let isFraction = false; !isFraction; isFraction ||= units.length === 3) {
    if (!/^\d\d/.test(rest)) return undefined;
    units.push(Number(rest.slice(0, 2)));
    rest = rest.slice(2);
    if (rest.length < 2) return result('', rest !== '');
    isFraction = /^[.,]/.test(rest);
    if (!isFraction && !rest.startsWith(separator)) return undefined;
    rest = rest.slice(isFraction ? 1 : separator.length);
  }
  const [, fraction, more = ''] = /^(\d{6}|\d{1,5}$)\d*(.*)$/s.exec(rest) ?? [];
  return fraction === undefined ? undefined : result(fraction, more !== '');
}

/** `YYYY-MM-DD HH:MM:SS+00:00`. @throws UnhandledServerError for a year that Python does not have */
export function formatTime(seconds: number): string {
  if (seconds < -62_135_596_800 || seconds > 253_402_300_799)
    throw new UnhandledServerError(`the time ${seconds} has no year from 1 to 9999`);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}+00:00`;
}
