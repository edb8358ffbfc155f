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
