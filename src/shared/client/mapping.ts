/** An object with keys and values, as a mapping of JSON or YAML is read. */
export type Mapping = Readonly<Record<string, unknown>>;

/** True for an object that is neither null nor a list. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a key; undefined without the key, and for a value that is not a mapping. Inherited keys do not count. */
export function getField(value: unknown, key: string): unknown {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The text of a key; undefined for a value of another type. */
export function getTextField(value: unknown, key: string): string | undefined {
  const field = getField(value, key);
  return typeof field === 'string' ? field : undefined;
}

/** Returns a JSON value without the keys whose value is null, at any depth. Lists keep their nulls. */
export function removeNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(removeNulls);
  if (!isMapping(value)) return value;
  const present = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(present.map(([key, entry]) => [key, removeNulls(entry)]));
}
