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

/** Converts a value of the client's model to plain JSON, without undefined fields. */
export function toPlainJson(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
