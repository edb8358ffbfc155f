import type { SandboxState } from '../../state/sandbox-state.ts';
import type { Page } from '../layout.ts';
import {
  DIRECTIONS,
  type Direction,
  findLineage,
  type LineageQuery,
  SCOPES,
  type Scope,
} from '../lineage/find-lineage.ts';
import { renderLineagePicture } from '../lineage/picture.ts';
import { type Html, html } from '../parts/html.ts';
import { findItem, getName } from '../parts/items.ts';
import { getItemPath, getLineagePath } from '../paths.ts';

/** The APIs allow ten steps at most; the page shows longer chains, too. */
const MAX_DEPTH = 200;
const DEPTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, MAX_DEPTH];
const DEFAULT_DEPTH = 2;

const DIRECTION_LABELS: Readonly<Record<Direction, string>> = {
  both: 'both directions',
  upstream: 'upstream',
  downstream: 'downstream',
};
const SCOPE_LABELS: Readonly<Record<Scope, string>> = { all: 'all kinds', data: 'datasets and model runs' };

/** The lineage of an item as a picture and as a list. */
export function renderLineagePage(state: SandboxState, id: string, query: URLSearchParams): Page | undefined {
  const item = findItem(state, id);
  if (!item) return undefined;
  const question = parseQuery(query);
  const found = findLineage(state, id, question);
  const name = getName(item);
  return {
    title: `Lineage of ${name}`,
    heading: html`Lineage of <bdi>${name}</bdi>`,
    crumbs: [
      { name: 'Items', path: '/items' },
      { name, path: getItemPath(id) },
    ],
    body: html`${renderQueryForm(id, question)}
${
  found.lineage.relations.length === 0
    ? html`<p>The graph has no links here yet.</p>`
    : renderLineagePicture(state, found, id, query)
}`,
  };
}

/** The query of the page; values that make no sense count as left out, and a depth has a maximum. */
function parseQuery(query: URLSearchParams): LineageQuery {
  const depth = query.get('depth') ?? '';
  return {
    direction: DIRECTIONS.find((known) => known === query.get('direction')) ?? 'both',
    scope: SCOPES.find((known) => known === query.get('of')) ?? 'all',
    depth: /^0*[1-9]\d*$/.test(depth) ? Math.min(Number(depth), MAX_DEPTH) : DEFAULT_DEPTH,
  };
}

function renderQueryForm(id: string, { direction, scope, depth }: LineageQuery): Html {
  const depths = [...DEPTHS, depth].map((known) => [known, known]);
  return html`<form class="search" action="${getLineagePath(id)}">
${renderSelect('direction', 'Show', DIRECTION_LABELS, direction)}
${renderSelect('of', 'of', SCOPE_LABELS, scope)}
${renderSelect('depth', 'to depth', Object.fromEntries(depths), String(depth))}
<button>Draw</button></form>`;
}

/** @param labels the text of each value. */
function renderSelect(
  name: string,
  label: string,
  labels: Readonly<Record<string, string>>,
  selected: string,
): Html {
  return html`<label>${label} <select name="${name}">${Object.entries(labels).map(
    ([value, text]) =>
      html`<option value="${value}"${value === selected ? ' selected' : ''}>${text}</option>`,
  )}</select></label>`;
}
