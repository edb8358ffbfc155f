/** From this number of seconds on, a duration is in minutes: `90 s`, `2 min`. */
const MIN_IN_MINUTES = 120;

/** Formats a duration: `0.4 s`, `90 s`, `2 min 5 s`, `30 min`, `1 h 30 min`, `26 h`. */
export function formatDuration(milliseconds: number): string {
  const exact = milliseconds / 1000;
  const seconds = Math.round(exact);
  if (seconds < MIN_IN_MINUTES) return `${exact < 10 ? Number(exact.toFixed(1)) : seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return joinParts([Math.floor(seconds / 60), 'min'], [seconds % 60, 's']);
  return joinParts([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']);
}

function joinParts(...parts: readonly (readonly [count: number, unit: string])[]): string {
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : `${count} ${unit}`)).join(' ');
}
