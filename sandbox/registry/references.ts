import type { SandboxState } from '../state/sandbox-state.ts';
import { getKind } from './kinds.ts';
import type { Subtype } from './models/subtypes.ts';
import { parseItem } from './parse.ts';

/**
 * Checks a reference to an item of a subtype; the caller need not have access to the item. Like that of the real server, the
 * sentence names the id and not the field.
 * @returns the problem; undefined if there is none
 */
export function validateReference(state: SandboxState, id: string, subtype: Subtype): string | undefined {
  const found = id === '' ? undefined : state.items.get(id);
  if (!found) return `There is no item with the id "${id}".`;
  const parsed = parseItem(getKind(subtype), found);
  if (parsed.as === 'unreadable')
    return `The item "${id}" is of the kind ${found.item_subtype}, and ${subtype} is required.`;
  if (parsed.as === 'seed') return `The item "${id}" is a seed, and a complete item is required.`;
  return undefined;
}
