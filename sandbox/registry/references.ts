import type { SandboxState } from '../state/sandbox-state.ts';
import { getKind } from './kinds.ts';
import type { Subtype } from './models/subtypes.ts';
import { parseItem } from './parse.ts';

/** What is wrong with a reference to an item of a subtype, or nothing; who may see the item does not matter. */
export function validateReference(
  state: SandboxState,
  field: string,
  id: string,
  subtype: Subtype,
): string | undefined {
  const found = id === '' ? undefined : state.items.get(id);
  if (!found) return `${field}: there is no item with the id ${id}.`;
  const seen = parseItem(getKind(subtype), found);
  if (seen.as === 'unreadable')
    return `${field}: the item ${id} is a ${found.item_subtype}, not a ${subtype}.`;
  if (seen.as === 'seed') return `${field}: the item ${id} is a seed, not complete yet.`;
  return undefined;
}
