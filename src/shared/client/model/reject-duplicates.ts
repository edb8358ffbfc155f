import * as z from 'zod/mini';

/** A rule of a list: no two entries with the same value of a field. Each repetition is an issue at its own place. */
export function rejectDuplicates<Field extends string>(
  field: Field,
): z.core.$ZodCheck<Readonly<Record<Field, string>>[]> {
  return z.superRefine((entries, { issues }) => {
    const keys = entries.map((entry, at) => ({ key: entry[field], path: [at, field] }));
    issues.push(...findDuplicates(keys));
  });
}

/** The issues of keys that are equal to an earlier one. */
export function findDuplicates(keys: readonly { readonly key: string; readonly path: PropertyKey[] }[]) {
  const earlier = new Set<string>();
  return keys.flatMap(({ key, path }) => {
    const issue = { code: 'custom', path, input: key, message: `duplicate value "${key}"` } as const;
    const isDuplicate = earlier.has(key);
    earlier.add(key);
    return isDuplicate ? [issue] : [];
  });
}
