/** The fields of a model run record that may differ within a group. */
interface RunRecord {
  readonly annotations?: unknown;
  /** Seconds since 1970. */
  readonly start_time?: unknown;
  /** Seconds since 1970. */
  readonly end_time?: unknown;
}

/**
 * The attributes of a model run that may differ in a group: its annotations, and its start and end to the second.
 * @param isHidden true for names of annotations that are of no use to readers.
 */
export function createRunAttributes(
  { annotations, start_time, end_time }: RunRecord,
  isHidden: (name: string) => boolean,
): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(annotations ?? {})) {
    if (!isHidden(name) && typeof value === 'string') attributes[name] = value;
  }
  for (const [name, value] of [
    ['start', start_time],
    ['end', end_time],
  ] as const) {
    const time = typeof value === 'number' ? new Date(value * 1000) : undefined;
    if (time && !Number.isNaN(time.getTime())) attributes[name] = `${time.toISOString().slice(0, -5)}Z`;
  }
  return attributes;
}
