import { KINDS } from '../../registry/kinds.ts';
import type { StoredItem } from '../../registry/models/item.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { countByKind, findItems, type ItemPage } from '../item-search.ts';
import { getKindLabels, type KindLabels } from '../kind-labels.ts';
import type { Page } from '../layout.ts';
import { changeQuery, renderCountLinks, renderPager } from '../parts/filter-links.ts';
import { formatNumber, formatTimestamp } from '../parts/format.ts';
import { type Html, html } from '../parts/html.ts';
import { getName, renderKindBadge } from '../parts/items.ts';
import { getItemPath } from '../paths.ts';

/** The items, filtered by kind and name. */
export function renderItemsPage(state: SandboxState, query: URLSearchParams): Page {
  const subtype = KINDS.find((kind) => kind.subtype === query.get('kind'))?.subtype;
  const name = query.get('name') ?? '';
  const found = findItems(state, { subtype, text: name, page: Number(query.get('page')) || 1 });
  const labels = subtype === undefined ? { one: 'Item', many: 'Items' } : getKindLabels(subtype);
  return {
    title: labels.many,
    ...(subtype === undefined ? {} : { crumbs: [{ name: 'Items', path: '/items' }] }),
    body: html`
${renderCountLinks('Kinds of items', countByKind(state), subtype, {
  getName: (kind) => getKindLabels(kind).many,
  getPath: (kind) => changeQuery('/items', query, { kind, page: null }),
})}
<form class="search" role="search" action="/items">
${subtype === undefined ? '' : html`<input type="hidden" name="kind" value="${subtype}">`}
<label for="name">Name or handle</label>
<input id="name" name="name" type="search" value="${name}" autocomplete="off">
<button>Search</button>
</form>
<p class="muted">${formatTotal(found, labels, name)}</p>
${found.items.length === 0 ? '' : renderItemTable(found.items)}
${renderItemsPager(found, query)}`,
  };
}

function formatTotal({ total }: ItemPage, { one, many }: KindLabels, name: string): string {
  const count = `${formatNumber(total)} ${(total === 1 ? one : many).toLowerCase()}`;
  if (name !== '') return `${count} for “${name}”.`;
  return total === 0 ? 'There are none yet.' : `${count}, latest change first.`;
}

export function renderItemTable(items: readonly StoredItem[]): Html {
  return html`<table class="rows">
<thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Handle</th><th scope="col">Owner</th><th scope="col">Changed</th></tr></thead>
<tbody>${items.map(
    (item) => html`<tr data-key="${item.id}">
<td class="main"><a href="${getItemPath(item.id)}"><bdi>${getName(item)}</bdi></a>${item.record_type === 'SEED_ITEM' ? html` <span class="tag">seed</span>` : ''}</td>
<td>${renderKindBadge(item.item_subtype)}</td>
<td><code>${item.id}</code></td>
<td>${item.owner_username}</td>
<td>${formatTimestamp(item.updated_timestamp)}</td></tr>`,
  )}</tbody></table>`;
}

function renderItemsPager({ page, pages }: ItemPage, query: URLSearchParams): Html {
  const getPath = (number: number) =>
    changeQuery('/items', query, { page: number === 1 ? null : String(number) });
  return renderPager({
    previous: page > 1 ? { name: 'Previous', path: getPath(page - 1) } : undefined,
    position: pages > 1 ? `Page ${page} of ${pages}` : '',
    next: page < pages ? { name: 'Next', path: getPath(page + 1) } : undefined,
  });
}
