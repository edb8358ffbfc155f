import { isMapping, type Path, valueAt } from './json.ts';

/** The word that stands for the person linked to the token's user. */
const ME = 'me';

/** True when one of the fields says `me`. */
export function saysMe(document: unknown, fields: readonly Path[]): boolean {
  // A document that passed its schema is JSON, with types of its own.
  return fields.some((field) => valueAt(document as Parameters<typeof valueAt>[0], field) === ME);
}

/** The document with `me` replaced by the person's handle in those fields; the argument is not changed. */
export function withMe<T>(document: T, fields: readonly Path[], personId: string): T {
  return fields.reduce<T>((result, field) => replaceAt(result, field, personId), document);
}

function replaceAt<T>(value: T, [step, ...rest]: Path, personId: string): T {
  if (step === undefined) return (value === ME ? personId : value) as T;
  if (!isMapping(value) || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: replaceAt(value[step], rest, personId) };
}
