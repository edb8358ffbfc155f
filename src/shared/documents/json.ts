import { isMapping } from '../client/mapping.ts';

/** A value of a YAML or JSON document. */
export type Json = null | boolean | number | string | readonly Json[] | JsonMapping;

export type JsonMapping = { readonly [key: string]: Json };

/** The steps from a document's root to a value in it. */
export type Path = readonly (string | number)[];

/** The value one step below, if there is one. */
export function getChild(value: Json | undefined, step: string | number): Json | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  return isMapping(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** The value at `path`, if there is one. */
export function getValueAt(value: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(getChild, value);
}

/** The text at `path`, if there is one. */
export function getTextAt(value: Json, path: Path): string | undefined {
  const text = getValueAt(value, path);
  return typeof text === 'string' ? text : undefined;
}

/** The keys of a mapping; none of any other value. */
export function listKeys(value: Json | undefined): string[] {
  return isMapping(value) ? Object.keys(value) : [];
}

/** Converts a value of the client's model to plain JSON, without undefined fields. */
export function toPlainJson(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
