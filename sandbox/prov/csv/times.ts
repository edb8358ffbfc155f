const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Unix seconds of a time as people write it in a sheet, slashes or dashes; without an offset it is UTC. Undefined when it is none. */
export function readTime(cell: string): number | undefined {
  const parts = ISO.exec(cell.replaceAll('/', '-'));
  if (!parts) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', offset = 'Z'] = parts;
  const date = `${year}-${month}-${day}`;
  const zone = offset === 'Z' ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  const ms = Date.parse(`${date}T${hour}:${minute}:${second}${zone}`);
  const isDay = !Number.isNaN(ms) && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
  return isDay ? Math.floor(ms / 1000) : undefined;
}

/** `YYYY-MM-DD HH:MM:SS+00:00` */
export function writeTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}+00:00`;
}
