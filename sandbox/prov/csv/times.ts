const DATE = /^(\d{4})(?:-(\d{2})-(\d{2})|(\d{2})(\d{2}))/;
const TIME = /^(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?/;
const OFFSET = /^(Z|([+-])(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?)$/;

/**
 * Parses a time of a table, with dashes or slashes, as Python's `datetime.fromisoformat` does: any character between
 * date and time, missing parts at the end. Without an offset it is UTC.
 * @returns Unix seconds; undefined for an invalid time
 */
export function parseTime(cell: string): number | undefined {
  const text = cell.replaceAll('/', '-');
  const date = DATE.exec(text);
  const day = date && parseDay(date);
  if (day === null || day === undefined) return undefined;
  const rest = text.slice(date?.[0].length);
  const seconds = rest === '' ? 0 : parseTimeOfDay(rest.slice(1));
  return seconds === undefined ? undefined : day / 1000 + seconds;
}

/** The start of a day, in milliseconds since 1970. */
function parseDay([, year, month, day, shortMonth, shortDay]: RegExpExecArray): number | undefined {
  const iso = `${year}-${month ?? shortMonth}-${day ?? shortDay}`;
  const ms = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(iso) ? undefined : ms;
}

/** Seconds since midnight UTC of a time with or without an offset. */
function parseTimeOfDay(text: string): number | undefined {
  const time = TIME.exec(text);
  if (!time) return undefined;
  const [whole, hour, minute = '0', second = '0'] = time;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const local = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const rest = text.slice(whole.length).replace(/^ /, '');
  if (rest === '') return local;
  const offset = OFFSET.exec(rest);
  if (!offset) return undefined;
  const [, , sign, hours = '0', minutes = '0', seconds = '0'] = offset;
  const ahead = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? local + ahead : local - ahead;
}

/** `YYYY-MM-DD HH:MM:SS+00:00` */
export function formatTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}+00:00`;
}
