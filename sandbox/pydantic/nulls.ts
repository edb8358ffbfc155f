/** The same value with null fields left out at every depth, as the tables and the job queue keep it. */
export function withoutNulls<T>(value: T): T {
  return dropped(value) as T; // only optional fields are null, so what is left still fits the type
}

function dropped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropped);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, dropped(member)]));
}
