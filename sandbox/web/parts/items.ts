import type { StoredItem } from '../../registry/models/item.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { getCategory, getKindLabels } from '../kind-labels.ts';
import { getItemPath } from '../paths.ts';
import { formatNumber } from './format.ts';
import { type Html, html } from './html.ts';

/** The record with an id; undefined also for the empty id, which the table rejects. */
export function findItem(state: SandboxState, id: string): StoredItem | undefined {
  return id === '' ? undefined : state.items.get(id);
}

/** The name of an item. Its id if it has no name, as a seed item, or only invisible characters. */
export function getName({ id, display_name: name }: Pick<StoredItem, 'id' | 'display_name'>): string {
  return name && /[^\s\p{C}]/u.test(name) ? name : id;
}

export function getKindClass(subtype: string): string {
  return `kind-${subtype.toLowerCase().replaceAll('_', '-')}`;
}

/** The kind of an item, with the shape and colour that it has in the graph. */
export function renderKindBadge(subtype: string): Html {
  return renderBadge(subtype, getKindLabels(subtype).one);
}

/** The number and kind of the items of a group. */
export function renderGroupBadge(subtype: string, count: number): Html {
  return renderBadge(subtype, `${formatNumber(count)} ${getKindLabels(subtype).many.toLowerCase()}`);
}

function renderBadge(subtype: string, label: string): Html {
  return html`<span class="kind ${getCategory(subtype).toLowerCase()} ${getKindClass(subtype)}">${label}</span>`;
}

/** A link with the name of an item; the id alone where there is no such item. */
export function renderItemLink(state: SandboxState, id: string): Html {
  const item = findItem(state, id);
  if (!item) return html`<code>${id}</code>`;
  return html`<a href="${getItemPath(id)}"><bdi>${getName(item)}</bdi></a>`;
}
