import { stringify } from 'csv-stringify/sync';
import type { AnyItem } from '../../client/index.ts';

type Lines = (items: AsyncIterable<AnyItem>) => AsyncGenerator<string>;

/** How a list of items stands in a file: each notation as the pieces of its text, one item at a time. */
export const ITEM_LINES = { json, jsonl, csv } satisfies Record<string, Lines>;

async function* json(items: AsyncIterable<AnyItem>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const item of items) {
    yield `${before}${JSON.stringify(item)}`;
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}

async function* jsonl(items: AsyncIterable<AnyItem>): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(item)}\n`;
}

/** Of whatever kind an item is, it has these. Times are ISO 8601. */
const COLUMNS: Readonly<Record<string, (item: AnyItem) => unknown>> = {
  id: (item) => item.id,
  item_category: (item) => item.item_category,
  item_subtype: (item) => item.item_subtype,
  record_type: (item) => item.record_type,
  display_name: (item) => item.display_name,
  owner_username: (item) => item.owner_username,
  created: (item) => isoTime(item.created_timestamp),
  updated: (item) => isoTime(item.updated_timestamp),
  version: (item) => item.versioning_info?.version,
  next_version: (item) => item.versioning_info?.next_version,
};

async function* csv(items: AsyncIterable<AnyItem>): AsyncGenerator<string> {
  yield row(Object.keys(COLUMNS));
  for await (const item of items) yield row(Object.values(COLUMNS).map((of) => of(item)));
}

/** A name that a spreadsheet would take for a formula gets an apostrophe in front, which it shows as text. */
function row(cells: readonly unknown[]): string {
  return stringify([[...cells]], { escape_formulas: true });
}

function isoTime(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString();
}
