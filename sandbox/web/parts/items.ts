import type { StoredItem } from '../../registry/models/item.ts';
import type { Subtype } from '../../registry/models/subtypes.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { getKindLabels } from '../kind-labels.ts';
import { itemPath } from '../paths.ts';
import { type Html, html } from './html.ts';

/** The record with an id; undefined also for the empty id, which the table refuses. */
export function findItem(state: SandboxState, id: string): StoredItem | undefined {
  return id === '' ? undefined : state.items.get(id);
}

/** A seed has no name yet. */
export function getName(item: Pick<StoredItem, 'id' | 'display_name'>): string {
  return item.display_name ?? item.id;
}

/** The class that gives a kind its colour. */
export function kindClass(subtype: Subtype): string {
  return `kind-${subtype.toLowerCase().replaceAll('_', '-')}`;
}

/** What an item is, with the shape and colour that it has in the graph. */
export function kindBadge(subtype: Subtype): Html {
  const { one, category } = getKindLabels(subtype);
  return html`<span class="kind ${category.toLowerCase()} ${kindClass(subtype)}">${one}</span>`;
}

/** A link that says the item's name; just the id where there is no such item. */
export function itemLink(state: SandboxState, id: string): Html {
  const item = findItem(state, id);
  if (!item) return html`<code>${id}</code>`;
  return html`<a href="${itemPath(id)}"><bdi>${getName(item)}</bdi></a>`;
}
