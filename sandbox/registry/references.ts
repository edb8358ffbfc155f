import type { SandboxState } from '../state/sandbox-state.ts';
import { getKind } from './kinds.ts';
import type { Subtype } from './models/subtypes.ts';

/**
 * Checks a reference to an item of a subtype; the caller need not have access to the item. Like that of the real
 * server, the sentence names the id and not the field.
 * @returns the problem; undefined if there is none
 */
export function validateReference(state: SandboxState, id: string, subtype: Subtype): string | undefined {
  const item = id === '' ? undefined : state.items.get(id);
  if (!item) return `There is no item with the id "${id}".`;
  const parsed = getKind(subtype).parse(item);
  if (parsed.type === 'unreadable')
    return `The item "${id}" is of the kind ${item.item_subtype}, and ${subtype} is required.`;
  if (parsed.type === 'seed') return `The item "${id}" is a seed, and a complete item is required.`;
  return undefined;
}
