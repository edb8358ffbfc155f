import { parse, type Type } from '../pydantic/type.ts';
import { freeze } from '../state/row-cache.ts';
import { SeededItem, type StoredItem } from './models/item.ts';

/** A stored item, parsed by the route of a kind. */
export type ParsedItem<T> =
  | { type: 'item'; item: T }
  | { type: 'seed'; item: SeededItem }
  | { type: 'unreadable'; reason: string };

export type ItemParser<T> = (stored: StoredItem) => ParsedItem<T>;

/** Creates the parser of the items of a kind. A seed of any kind is a seed. A frozen item is parsed once. */
export function createItemParser<T>(model: Type<T>): ItemParser<T> {
  const parsedItems = new WeakMap<StoredItem, ParsedItem<T>>();
  return (stored) => {
    if (!Object.isFrozen(stored)) return readItem(model, stored);
    const known = parsedItems.get(stored);
    if (known) return known;
    const parsed = freeze(readItem(model, stored));
    parsedItems.set(stored, parsed);
    return parsed;
  };
}

function readItem<T>(model: Type<T>, stored: StoredItem): ParsedItem<T> {
  if (stored.record_type === 'SEED_ITEM') {
    const { value, problem } = parse(SeededItem, stored);
    return problem === undefined ? { type: 'seed', item: value } : { type: 'unreadable', reason: problem };
  }
  const { value, problem } = parse(model, stored);
  return problem === undefined ? { type: 'item', item: value } : { type: 'unreadable', reason: problem };
}
