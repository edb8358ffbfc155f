import { formatRelation } from '../../../src/shared/lineage/display-lineage.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { formatNumber } from '../parts/format.ts';
import { type Html, html } from '../parts/html.ts';
import { findItem, renderItemLink, renderKindBadge } from '../parts/items.ts';
import { getLineagePath } from '../paths.ts';

/** Links that are listed in each direction; a person can have thousands. */
const MAX_LINKS = 100;

/** The links of the provenance graph that start or end at an item. */
export function renderLinksSection(state: SandboxState, id: string): Html {
  const outgoing = state.graph.outgoing(id).map(({ relation, target }) => ({ relation, other: target }));
  const incoming = state.graph.incoming(id).map(({ relation, source }) => ({ relation, other: source }));
  if (outgoing.length + incoming.length === 0) return html``;
  const path = getLineagePath(id);
  return html`<section><h2>Links</h2><div class="columns">
${renderLinkList('Outgoing', outgoing, `${path}?direction=upstream&depth=1`, (relation, other) => html`<span class="relation">${relation}</span> ${renderItem(state, other)}`)}
${renderLinkList('Incoming', incoming, `${path}?direction=downstream&depth=1`, (relation, other) => html`${renderItem(state, other)} <span class="relation">${relation} this item</span>`)}
</div></section>`;
}

function renderLinkList(
  title: string,
  links: readonly { relation: string; other: string }[],
  pathOfAll: string,
  renderLink: (relation: string, other: string) => Html,
): Html {
  if (links.length === 0) return html``;
  return html`<div><h3>${title}</h3><ul class="links">${links
    .slice(0, MAX_LINKS)
    .map(
      ({ relation, other }) => html`<li>${renderLink(formatRelation(relation), other)}</li>`,
    )}</ul>${links.length > MAX_LINKS ? html`<p class="muted">and ${formatNumber(links.length - MAX_LINKS)} more: <a href="${pathOfAll}">graph of all ${title.toLowerCase()} links</a></p>` : ''}</div>`;
}

function renderItem(state: SandboxState, id: string): Html {
  const subtype = findItem(state, id)?.item_subtype;
  return html`${renderItemLink(state, id)}${subtype ? html` ${renderKindBadge(subtype)}` : ''}`;
}
