import { stringify } from 'csv-stringify/sync';
import type { AnyItem } from '../../src/shared/client/index.ts';

type ItemSerializer = (items: AsyncIterable<AnyItem>) => AsyncGenerator<string>;

/** Serializers of item lists by format; each yields the text of one item at a time. */
export const ITEM_SERIALIZERS = {
  json: serializeJson,
  jsonl: serializeJsonLines,
  csv: serializeCsv,
} satisfies Record<string, ItemSerializer>;

async function* serializeJson(items: AsyncIterable<AnyItem>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',\n';
  }
  yield separator === ',\n' ? '\n]\n' : '[]\n';
}

async function* serializeJsonLines(items: AsyncIterable<AnyItem>): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(item)}\n`;
}

/** Columns that items of all kinds have. Times are ISO 8601. */
const COLUMNS: Readonly<Record<string, (item: AnyItem) => unknown>> = {
  id: (item) => item.id,
  item_category: (item) => item.item_category,
  item_subtype: (item) => item.item_subtype,
  record_type: (item) => item.record_type,
  display_name: (item) => item.display_name,
  owner_username: (item) => item.owner_username,
  created: (item) => formatTimestamp(item.created_timestamp),
  updated: (item) => formatTimestamp(item.updated_timestamp),
  version: (item) => item.versioning_info?.version,
  next_version: (item) => item.versioning_info?.next_version,
};

async function* serializeCsv(items: AsyncIterable<AnyItem>): AsyncGenerator<string> {
  yield formatCsvRow(Object.keys(COLUMNS));
  for await (const item of items) yield formatCsvRow(Object.values(COLUMNS).map((of) => of(item)));
}

/** Prefixes names that a spreadsheet would evaluate as a formula with an apostrophe. */
function formatCsvRow(cells: readonly unknown[]): string {
  return stringify([[...cells]], { escape_formulas: true });
}

function formatTimestamp(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString();
}
