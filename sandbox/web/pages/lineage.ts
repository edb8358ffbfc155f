import type { World } from '../../world.ts';
import type { Page } from '../frame.ts';
import { drawing } from '../lineage/drawing.ts';
import {
  DIRECTIONS,
  type Direction,
  type Question,
  type Reach,
  reachOf,
  SCOPES,
  type Scope,
} from '../lineage/reach.ts';
import { type Html, html } from '../parts/html.ts';
import { itemLink, itemWith, kindBadge, nameOf } from '../parts/items.ts';
import { itemPath, lineagePath } from '../paths.ts';

const DEEPEST = 10;
const USUAL = 2;

const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  both: 'both ways',
  upstream: 'what it came from',
  downstream: 'what came of it',
};
const SCOPE_WORDS: Readonly<Record<Scope, string>> = { all: 'all kinds', data: 'datasets and model runs' };

/** What an item came from and what came of it, as a picture and as a list. */
export function lineagePage(world: World, id: string, query: URLSearchParams): Page | undefined {
  const item = itemWith(world, id);
  if (!item) return undefined;
  const question = questionFrom(query);
  const reach = reachOf(world, id, question);
  const name = nameOf(item);
  return {
    title: `Lineage of ${name}`,
    heading: html`Lineage of <bdi>${name}</bdi>`,
    crumbs: [
      { name: 'Items', path: '/items' },
      { name, path: itemPath(id) },
    ],
    body: html`${form(id, question)}
${reach.links.length === 0 ? html`<p>The graph has no links here yet.</p>` : picture(reach, id)}
${list(world, reach)}`,
  };
}

/** What is asked for; what makes no sense is as if it were left out. */
function questionFrom(query: URLSearchParams): Question {
  return {
    direction: DIRECTIONS.find((known) => known === query.get('direction')) ?? 'both',
    scope: SCOPES.find((known) => known === query.get('of')) ?? 'all',
    depth: Math.min(DEEPEST, Math.max(1, Math.trunc(Number(query.get('depth'))) || USUAL)),
  };
}

function form(id: string, { direction, scope, depth }: Question): Html {
  const depths = Array.from({ length: DEEPEST }, (_, i) => String(i + 1));
  return html`<form class="search" action="${lineagePath(id)}">
${select(
  'direction',
  'Show',
  DIRECTIONS.map((one) => [one, DIRECTION_WORDS[one]]),
  direction,
)}
${select(
  'of',
  'of',
  SCOPES.map((one) => [one, SCOPE_WORDS[one]]),
  scope,
)}
${select(
  'depth',
  'in steps',
  depths.map((one) => [one, one]),
  String(depth),
)}
<button>Draw</button></form>`;
}

function select(
  name: string,
  label: string,
  options: readonly [value: string, words: string][],
  chosen: string,
): Html {
  return html`<label>${label} <select name="${name}">${options.map(
    ([value, words]) =>
      html`<option value="${value}"${value === chosen ? ' selected' : ''}>${words}</option>`,
  )}</select></label>`;
}

function picture(reach: Reach, start: string): Html {
  const { nodes, cut } = reach;
  return html`<p class="muted">${nodes.length} items. Arrows lead from effect to cause.${
    cut ? ' There is more: the nearest are drawn; fewer steps or one direction shows less.' : ''
  }</p>
<div class="graph-tools" hidden>
<button type="button" data-zoom="in" aria-label="Zoom in">+</button>
<button type="button" data-zoom="out" aria-label="Zoom out">−</button>
<button type="button" data-zoom="fit">Fit</button></div>
<div class="graph" tabindex="0" role="region" aria-label="Lineage graph, scrollable">${drawing(reach, start)}</div>`;
}

function list(world: World, { nodes }: Reach): Html {
  return html`<details class="list"><summary>The same as a list</summary>
<table class="rows"><thead><tr><th scope="col">Item</th><th scope="col">Kind</th><th scope="col">Handle</th><th scope="col" class="number">Steps away</th></tr></thead>
<tbody>${nodes.map(
    ({
      id,
      subtype,
      steps,
    }) => html`<tr><td class="main">${itemLink(world, id)}</td><td>${kindBadge(subtype)}</td>
<td><code>${id}</code></td><td class="number">${steps}</td></tr>`,
  )}</tbody></table></details>`;
}
