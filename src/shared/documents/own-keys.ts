import { isMapping } from '../client/mapping.ts';
import type { Json } from './json.ts';
import type { Source } from './text/source.ts';

/** What a document may say about itself beside what it describes: its schema for editors, its kind, its name, its item. */
const DOCUMENT_KEYS: ReadonlySet<string> = new Set(['$schema', '$id', '$handle', 'kind']);

/** The document without what it says about itself. */
export function removeDocumentKeys(source: Source): Source {
  return isMapping(source.value) ? { ...source, value: getFields(source.value) } : source;
}

/** The fields of what a document describes. */
export function getFields(value: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !DOCUMENT_KEYS.has(key)));
}
