/** A difference between two records; undefined where a record has no value. */
export type Change = { path: string; before: unknown; after: unknown };

/** The differences between two records, by the path of each value that is not a record or list. */
export function findChanges(before: unknown, after: unknown): Change[] {
  const [old, now] = [listLeaves(before), listLeaves(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((change) => change.before !== change.after);
}

function listLeaves(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value ?? undefined]]);
  return new Map(
    Object.entries(value).flatMap(([key, member]) => [
      ...listLeaves(member, path === '' ? key : `${path}.${key}`),
    ]),
  );
}
