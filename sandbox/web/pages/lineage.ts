import type { SandboxState } from '../../state/sandbox-state.ts';
import type { Page } from '../layout.ts';
import { drawGraph } from '../lineage/draw-graph.ts';
import {
  DIRECTIONS,
  type Direction,
  findLineage,
  type Lineage,
  type LineageQuery,
  SCOPES,
  type Scope,
} from '../lineage/find-lineage.ts';
import { type Html, html } from '../parts/html.ts';
import { findItem, getName, itemLink, kindBadge } from '../parts/items.ts';
import { itemPath, lineagePath } from '../paths.ts';

const MAX_DEPTH = 10;
const DEFAULT_DEPTH = 2;

const DIRECTION_LABELS: Readonly<Record<Direction, string>> = {
  both: 'both ways',
  upstream: 'what it came from',
  downstream: 'what came of it',
};
const SCOPE_LABELS: Readonly<Record<Scope, string>> = { all: 'all kinds', data: 'datasets and model runs' };

/** What an item came from and what came of it, as a picture and as a list. */
export function lineagePage(state: SandboxState, id: string, query: URLSearchParams): Page | undefined {
  const item = findItem(state, id);
  if (!item) return undefined;
  const question = parseQuery(query);
  const reach = findLineage(state, id, question);
  const name = getName(item);
  return {
    title: `Lineage of ${name}`,
    heading: html`Lineage of <bdi>${name}</bdi>`,
    crumbs: [
      { name: 'Items', path: '/items' },
      { name, path: itemPath(id) },
    ],
    body: html`${queryForm(id, question)}
${reach.links.length === 0 ? html`<p>The graph has no links here yet.</p>` : lineagePicture(reach, id)}
${itemList(state, reach)}`,
  };
}

/** What is asked for; what makes no sense is as if it were left out. */
function parseQuery(query: URLSearchParams): LineageQuery {
  return {
    direction: DIRECTIONS.find((known) => known === query.get('direction')) ?? 'both',
    scope: SCOPES.find((known) => known === query.get('of')) ?? 'all',
    depth: Math.min(MAX_DEPTH, Math.max(1, Math.trunc(Number(query.get('depth'))) || DEFAULT_DEPTH)),
  };
}

function queryForm(id: string, { direction, scope, depth }: LineageQuery): Html {
  const depths = Array.from({ length: MAX_DEPTH }, (_, i) => String(i + 1));
  return html`<form class="search" action="${lineagePath(id)}">
${select(
  'direction',
  'Show',
  DIRECTIONS.map((one) => [one, DIRECTION_LABELS[one]]),
  direction,
)}
${select(
  'of',
  'of',
  SCOPES.map((one) => [one, SCOPE_LABELS[one]]),
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

function lineagePicture(reach: Lineage, start: string): Html {
  const { nodes, isTruncated: cut } = reach;
  return html`<p class="muted">${nodes.length} items. Arrows lead from effect to cause.${
    cut ? ' There is more: the nearest are drawn; fewer steps or one direction shows less.' : ''
  }</p>
<div class="graph-tools" hidden>
<button type="button" data-zoom="in" aria-label="Zoom in">+</button>
<button type="button" data-zoom="out" aria-label="Zoom out">−</button>
<button type="button" data-zoom="fit">Fit</button></div>
<div class="graph" tabindex="0" role="region" aria-label="Lineage graph, scrollable">${drawGraph(reach, start)}</div>`;
}

function itemList(state: SandboxState, { nodes }: Lineage): Html {
  return html`<details class="list"><summary>The same as a list</summary>
<table class="rows"><thead><tr><th scope="col">Item</th><th scope="col">Kind</th><th scope="col">Handle</th><th scope="col" class="number">Steps away</th></tr></thead>
<tbody>${nodes.map(
    ({
      id,
      subtype,
      steps,
    }) => html`<tr><td class="main">${itemLink(state, id)}</td><td>${kindBadge(subtype)}</td>
<td><code>${id}</code></td><td class="number">${steps}</td></tr>`,
  )}</tbody></table></details>`;
}
