/** The value without null fields at every depth, as the tables and the job queue store it. */
export function withoutNulls<T>(value: T): T {
  return dropped(value) as T; // only optional fields are null, so the result has the same type
}

function dropped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropped);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, dropped(member)]));
}
