/** One place in which two records differ; undefined where one of them has nothing. */
export type Change = { path: string; before: unknown; after: unknown };

/** Where two records differ, by the path of each value that is not itself a record or list. */
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
