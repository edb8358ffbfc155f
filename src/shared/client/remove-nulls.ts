import { isMapping } from './mapping.ts';

/** Returns a JSON value without the keys whose value is null, at any depth. Lists keep their nulls. */
export function removeNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(removeNulls);
  if (!isMapping(value)) return value;
  const present = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(present.map(([key, entry]) => [key, removeNulls(entry)]));
}
