import { isMapping, type Json } from './json.ts';
import type { Source } from './source.ts';

/** What a document may say about itself beside what it describes: its schema for editors, its kind, its name, its item. */
const OWN_KEYS: ReadonlySet<string> = new Set(['$schema', '$id', '$handle', 'kind']);

/** The document without what it says about itself. */
export function withoutOwnKeys(source: Source): Source {
  return isMapping(source.value) ? { ...source, value: fieldsOf(source.value) } : source;
}

/** The fields of what a document describes. */
export function fieldsOf(value: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !OWN_KEYS.has(key)));
}
