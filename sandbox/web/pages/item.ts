import { createBundle, validateBundle } from '../../registry/bundles.ts';
import { getKind } from '../../registry/kinds.ts';
import type { StoredItem } from '../../registry/models/item.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { getKindLabels } from '../kind-labels.ts';
import type { Page } from '../layout.ts';
import { renderLinksSection } from '../lineage/item-links.ts';
import { renderCopyable } from '../parts/controls.ts';
import { renderFieldList, renderProperties } from '../parts/fields.ts';
import { formatTimestamp } from '../parts/format.ts';
import { type Html, html } from '../parts/html.ts';
import { findItem, getName, renderKindBadge } from '../parts/items.ts';
import { renderRecordBlock } from '../parts/record.ts';
import { getLineagePath } from '../paths.ts';
import { renderAccessSection } from './item/access.ts';
import { renderFilesSection } from './item/files.ts';
import { renderHistorySection } from './item/history.ts';
import { renderVersionsSection } from './item/versions.ts';

/** The page of an item, or the values of a handle that is not of an item. */
export function renderItemPage(state: SandboxState, id: string): Page | undefined {
  const item = findItem(state, id);
  if (!item) return renderHandlePage(state, id);
  const problem = validateBundle(createBundle(state, item));
  if (problem !== undefined) return renderUnreadablePage(item, problem);
  const kind = getKindLabels(item.item_subtype);
  return {
    title: getName(item),
    heading: html`<bdi>${getName(item)}</bdi>`,
    crumbs: [
      { name: 'Items', path: '/items' },
      { name: kind.many, path: `/items?kind=${item.item_subtype}` },
    ],
    body: html`
${renderItemHead(state, item)}
<p><a class="button" href="${getLineagePath(id)}">Lineage</a></p>
${renderItemContents(state, item)}
${renderFilesSection(state, item)}
${renderLinksSection(state, id)}
${renderVersionsSection(state, item)}
${renderHistorySection(item)}
${renderAccessSection(state, item)}
<section><h2>Record</h2><details><summary>Stored record (JSON)</summary>
${renderRecordBlock('Record', item)}</details></section>`,
  };
}

function renderItemHead(state: SandboxState, item: StoredItem): Html {
  return html`
${item.record_type === 'SEED_ITEM' ? html`<p class="note">A seed: it has a handle, and no contents yet.</p>` : ''}
${state.locks.get(item.id)?.locked ? html`<p class="note">Locked against changes.</p>` : ''}
${renderProperties({
  Kind: renderKindBadge(item.item_subtype),
  Handle: renderCopyable(item.id, 'handle'),
  Owner: item.owner_username,
  Created: formatTimestamp(item.created_timestamp),
  Changed: formatTimestamp(item.updated_timestamp),
  Version: item.versioning_info?.version,
})}`;
}

function renderItemContents(state: SandboxState, item: StoredItem): Html {
  const { display_name: _, ...own } = getKind(item.item_subtype).domain.fields;
  const fields = Object.fromEntries(Object.keys(own).map((name) => [name, item[name]]));
  return html`<section><h2>Contents</h2>${renderFieldList(state, fields)}</section>`;
}

/** A record that an import stored without parsing it. */
function renderUnreadablePage(item: StoredItem, problem: string): Page {
  return {
    title: String(getName(item)),
    crumbs: [{ name: 'Items', path: '/items' }],
    body: html`<p class="note">This record cannot be read as an item: ${problem}</p>${renderRecordBlock('Record', item)}`,
  };
}

function renderHandlePage(state: SandboxState, id: string): Page | undefined {
  const properties = state.handles.get(id);
  if (!properties) return undefined;
  return {
    title: `Handle ${id}`,
    crumbs: [{ name: 'Items', path: '/items' }],
    body: html`<p>This handle does not belong to an item. Its values:</p>
<table class="rows"><thead><tr><th scope="col">Index</th><th scope="col">Type</th><th scope="col">Value</th></tr></thead>
<tbody>${properties.map(({ index, type, value }) => html`<tr><td>${index}</td><td>${type}</td><td class="main">${value}</td></tr>`)}</tbody></table>`,
  };
}
