import { ArraySplitter } from '../json/array-splitter.ts';
import { isMapping } from '../mapping.ts';

/** Shortens the entries of a list while a response is parsed, so that a page of several megabytes is never in memory as objects. */
export interface EntryReducer {
  /** Name of the property with the list. */
  readonly property: string;
  /** Returns the part of an entry that is kept. */
  readonly reduce: (entry: unknown) => unknown;
}

const PIECE_BYTES = 64 * 1024;

/**
 * Parses the JSON of a response entry by entry.
 * @throws SyntaxError for text that is not JSON
 */
export function parseReduced(bytes: Uint8Array, { property, reduce }: EntryReducer): unknown {
  const entries: unknown[] = [];
  const splitter = new ArraySplitter(property, (text) => entries.push(reduce(JSON.parse(text))));
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    splitter.write(decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true }));
  splitter.write(decoder.decode());
  const rest: unknown = JSON.parse(splitter.end());
  if (!isMapping(rest)) return rest;
  const list = rest[property];
  if (Array.isArray(list) && list.length === entries.length) return { ...rest, [property]: entries };
  // Without entries, `rest` is the whole document.
  return entries.length === 0 ? rest : JSON.parse(new TextDecoder().decode(bytes));
}
