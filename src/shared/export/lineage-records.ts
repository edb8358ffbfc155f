import type { LineageLink, LineageNode } from '../client/index.ts';
import { isMapping } from '../client/mapping.ts';
import { getValueAt, type Json, type Path } from '../documents/json.ts';

/** A registry item as fetched, or the reason why the caller cannot read it. */
export type RecordedItem = { readonly content: Json } | { readonly unreadable: string };

/** A part of the provenance graph with the items in it: the source of every export. */
export interface LineageRecords {
  /** Handle of the item that the graph is of. It is in `nodes`. */
  readonly root: string;
  /** Every item of the graph once. */
  readonly nodes: readonly LineageNode[];
  /** Links point from the newer item to what it came from; both ends are in `nodes`. */
  readonly links: readonly LineageLink[];
  /** The items of the graph by handle, and the people and organisations that its datasets name. */
  readonly items: ReadonlyMap<string, RecordedItem>;
}

/** An item of the graph that the caller cannot read. */
export interface UnreadableItem {
  readonly id: string;
  readonly reason: string;
}

/** The items of the graph that the caller cannot read, in the order of the graph. */
export function listUnreadable({ nodes, items }: LineageRecords): UnreadableItem[] {
  return nodes.flatMap(({ id }) => {
    const reason = getUnreadableReason(items, id);
    return reason === undefined ? [] : [{ id, reason }];
  });
}

/** Why an item cannot be read; undefined if it was. */
export function getUnreadableReason(items: LineageRecords['items'], id: string): string | undefined {
  const item = items.get(id);
  if (item === undefined) return 'the item was not fetched';
  return 'unreadable' in item ? item.unreadable : undefined;
}

/** The fields of an item; empty for one that cannot be read. */
export function getContent(items: LineageRecords['items'], id: string): Json {
  const item = items.get(id);
  return item && 'content' in item ? item.content : {};
}

/** The text at `path`; undefined if there is none, or an empty one. */
export function readText(item: Json, ...path: Path): string | undefined {
  const value = getValueAt(item, path);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/**
 * The Unix seconds at `path` as ISO 8601 in UTC, without fractions. Undefined for years that do not have four
 * digits, which programs cannot read: if a record has milliseconds by mistake, its year is about 55,000.
 */
export function readTime(item: Json, ...path: Path): string | undefined {
  const seconds = getValueAt(item, path);
  const time = typeof seconds === 'number' ? new Date(seconds * 1000) : undefined;
  if (!time || !(time.getUTCFullYear() >= 1 && time.getUTCFullYear() <= 9999)) return undefined;
  return `${time.toISOString().slice(0, 19)}+00:00`;
}

/** The text at `path` if it is the address of a web page, for fields that should have one. */
export function readUrl(item: Json, ...path: Path): string | undefined {
  const text = readText(item, ...path);
  return text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text)
    ? new URL(text).href
    : undefined;
}

/** The strings at `path`, by name. */
export function readTextMap(item: Json, ...path: Path): [name: string, value: string][] {
  const value = getValueAt(item, path);
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, text] satisfies [string, string]] : [],
  );
}
