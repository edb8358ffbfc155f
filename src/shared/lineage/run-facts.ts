/** The fields of a model run record that may differ within a group. */
export interface RunRecord {
  readonly annotations?: unknown;
  /** Seconds since 1970. */
  readonly start_time?: unknown;
  /** Seconds since 1970. */
  readonly end_time?: unknown;
}

/**
 * The facts of a model run that may differ in a group: its annotations, and its start and end to the second.
 * @param isHidden true for names of annotations that are of no use to readers.
 */
export function createRunFacts(
  { annotations, start_time, end_time }: RunRecord,
  isHidden: (name: string) => boolean,
): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const [name, value] of Object.entries(annotations ?? {})) {
    if (!isHidden(name) && typeof value === 'string') facts[name] = value;
  }
  for (const [name, value] of [
    ['start', start_time],
    ['end', end_time],
  ] as const) {
    const time = typeof value === 'number' ? new Date(value * 1000) : undefined;
    if (time && !Number.isNaN(time.getTime())) facts[name] = `${time.toISOString().slice(0, -5)}Z`;
  }
  return facts;
}
