import type { World } from '../../../world.ts';
import { type Html, html } from '../../parts/html.ts';
import { findItem, itemLink, kindBadge } from '../../parts/items.ts';

/** Links that are listed in each direction; a person may stand behind thousands of runs. */
const MAX_LINKS = 100;

/** The links of the provenance graph that start or end at an item. */
export function linksSection(world: World, id: string): Html {
  const outgoing = world.graph.outgoing(id).map(({ relation, target }) => ({ relation, other: target }));
  const incoming = world.graph.incoming(id).map(({ relation, source }) => ({ relation, other: source }));
  if (outgoing.length + incoming.length === 0) return html``;
  return html`<section><h2>Links</h2><div class="columns">
${linkList(world, 'To', outgoing)}
${linkList(world, 'From', incoming)}
</div></section>`;
}

function linkList(world: World, title: string, links: readonly { relation: string; other: string }[]): Html {
  if (links.length === 0) return html``;
  return html`<div><h3>${title}</h3><ul class="links">${links
    .slice(0, MAX_LINKS)
    .map(
      ({ relation, other }) =>
        html`<li><span class="relation">${relation}</span> ${itemLink(world, other)} ${badge(world, other)}</li>`,
    )}</ul>${links.length > MAX_LINKS ? html`<p class="muted">and ${links.length - MAX_LINKS} more</p>` : ''}</div>`;
}

function badge(world: World, id: string): Html {
  const subtype = findItem(world, id)?.item_subtype;
  return subtype ? kindBadge(subtype) : html``;
}
