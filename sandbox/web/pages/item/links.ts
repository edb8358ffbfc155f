import type { SandboxState } from '../../../state/sandbox-state.ts';
import { type Html, html } from '../../parts/html.ts';
import { findItem, renderItemLink, renderKindBadge } from '../../parts/items.ts';

/** Links that are listed in each direction; a person can have thousands. */
const MAX_LINKS = 100;

/** The links of the provenance graph that start or end at an item. */
export function renderLinksSection(state: SandboxState, id: string): Html {
  const outgoing = state.graph.outgoing(id).map(({ relation, target }) => ({ relation, other: target }));
  const incoming = state.graph.incoming(id).map(({ relation, source }) => ({ relation, other: source }));
  if (outgoing.length + incoming.length === 0) return html``;
  return html`<section><h2>Links</h2><div class="columns">
${renderLinkList(state, 'Outgoing', outgoing)}
${renderLinkList(state, 'Incoming', incoming)}
</div></section>`;
}

function renderLinkList(
  state: SandboxState,
  title: string,
  links: readonly { relation: string; other: string }[],
): Html {
  if (links.length === 0) return html``;
  return html`<div><h3>${title}</h3><ul class="links">${links
    .slice(0, MAX_LINKS)
    .map(
      ({ relation, other }) =>
        html`<li><span class="relation">${relation}</span> ${renderItemLink(state, other)} ${renderBadge(state, other)}</li>`,
    )}</ul>${links.length > MAX_LINKS ? html`<p class="muted">and ${links.length - MAX_LINKS} more</p>` : ''}</div>`;
}

function renderBadge(state: SandboxState, id: string): Html {
  const subtype = findItem(state, id)?.item_subtype;
  return subtype ? renderKindBadge(subtype) : html``;
}
