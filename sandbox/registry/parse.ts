import { formatProblems, INVALID, type Problem } from '../pydantic/type.ts';
import { freeze } from '../state/row-cache.ts';
import type { Kind } from './kinds.ts';
import { SeededItem, type StoredItem } from './models/item.ts';

/** A stored item, parsed by the route of a kind. */
export type ParsedItem =
  | { type: 'item'; item: Record<string, unknown> }
  | { type: 'seed'; item: SeededItem }
  | { type: 'unreadable'; reason: string };

/** The parsed form of each frozen item, by kind. */
const parsedItems = new WeakMap<StoredItem, Map<Kind, ParsedItem>>();

/** Parses an item by the route of a kind. A seed of any kind is a seed. A frozen item is parsed once. */
export function parseItem(kind: Kind, stored: StoredItem): ParsedItem {
  if (!Object.isFrozen(stored)) return readItem(kind, stored);
  const byKind = parsedItems.get(stored) ?? new Map<Kind, ParsedItem>();
  parsedItems.set(stored, byKind);
  const known = byKind.get(kind);
  if (known) return known;
  const parsed = freeze(readItem(kind, stored));
  byKind.set(kind, parsed);
  return parsed;
}

function readItem(kind: Kind, stored: StoredItem): ParsedItem {
  const problems: Problem[] = [];
  if (stored.record_type === 'SEED_ITEM') {
    const seed = SeededItem.read(stored, [], problems);
    if (seed !== INVALID) return { type: 'seed', item: seed };
  } else {
    const item = kind.item.read(stored, [], problems);
    if (item !== INVALID) return { type: 'item', item };
  }
  return { type: 'unreadable', reason: formatProblems(problems) };
}
