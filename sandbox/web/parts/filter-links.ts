import { formatNumber } from './format.ts';
import { type Html, html } from './html.ts';

type FilterLink = { name: string; path: string; isSelected: boolean; count?: string };

/** A row of links, one of them selected. */
export function renderFilterLinks(label: string, rows: readonly FilterLink[]): Html {
  return html`<nav class="choices" aria-label="${label}"><ul>${rows.map(
    ({ name, path, isSelected, count }) =>
      html`<li><a href="${path}"${isSelected ? html` aria-current="true"` : ''}>${name}${
        count === undefined ? '' : html` <span class="count">${count}</span>`
      }</a></li>`,
  )}</ul></nav>`;
}

/** Links to the entries of each value of a field, with their numbers, and to all entries. */
export function renderCountLinks<Value extends string>(
  label: string,
  counts: ReadonlyMap<Value, number>,
  selected: Value | undefined,
  links: { getName(value: Value): string; getPath(value: Value | null): string },
): Html {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const rows: (readonly [Value | null, number])[] = [[null, total], ...counts];
  return renderFilterLinks(
    label,
    rows.map(([value, count]) => ({
      name: value === null ? 'All' : links.getName(value),
      path: links.getPath(value),
      isSelected: value === (selected ?? null),
      count: formatNumber(count),
    })),
  );
}

type PagerLink = Pick<FilterLink, 'name' | 'path'> | undefined;

/** Links to the pages before and after this one; nothing if there are none. */
export function renderPager(pager: { previous: PagerLink; position?: string; next: PagerLink }): Html {
  const { previous, position = '', next } = pager;
  if (!previous && !next) return html``;
  const renderLink = (link: PagerLink) =>
    link ? html`<a href="${link.path}">${link.name}</a>` : html`<span></span>`;
  return html`<nav class="pager" aria-label="Pages">${renderLink(previous)}<span>${position}</span>${renderLink(next)}</nav>`;
}

/** The same page with changes to its query; null removes a field. */
export function changeQuery(
  path: string,
  query: URLSearchParams,
  changes: Record<string, string | null>,
): string {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) changed.delete(name);
    else changed.set(name, value);
  }
  return changed.size === 0 ? path : `${path}?${changed}`;
}
