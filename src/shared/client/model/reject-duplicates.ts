import * as z from 'zod/mini';

/** A rule of a list: no two entries with the same key. Each repetition is an issue at its own place. */
export function rejectDuplicates<Entry>(
  keyOf: (entry: Entry) => string,
  field?: string,
): z.core.$ZodCheck<Entry[]> {
  return z.superRefine((entries, { issues }) => {
    const earlier = new Set<string>();
    for (const [at, entry] of entries.entries()) {
      const key = keyOf(entry);
      if (earlier.has(key)) {
        const path = field === undefined ? [at] : [at, field];
        issues.push({ code: 'custom', path, input: key, message: `duplicate value "${key}"` });
      }
      earlier.add(key);
    }
  });
}
