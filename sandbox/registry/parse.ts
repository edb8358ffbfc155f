import { INVALID, type Problem } from '../pydantic/type.ts';
import type { Kind } from './kinds.ts';
import { SeededItem, type StoredItem } from './models/item.ts';

/** What a stored record looks like through the eyes of one kind's route. */
export type ParsedItem =
  | { as: 'item'; item: Record<string, unknown> }
  | { as: 'seed'; item: SeededItem }
  | { as: 'unreadable'; why: string };

/** Reads a record as an item of a kind; any seed is a seed, whatever its kind. */
export function parseItem(kind: Kind, stored: StoredItem): ParsedItem {
  const problems: Problem[] = [];
  if (stored.record_type === 'SEED_ITEM') {
    const seed = SeededItem.read(stored, [], problems);
    if (seed !== INVALID) return { as: 'seed', item: seed };
  } else {
    const item = kind.item.read(stored, [], problems);
    if (item !== INVALID) return { as: 'item', item };
  }
  return { as: 'unreadable', why: formatProblems(problems) };
}

/** Problems as one sentence, for answers that have no list of them. */
export function formatProblems(problems: Problem[]): string {
  return problems.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; ');
}
