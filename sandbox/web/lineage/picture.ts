import { type DisplayNode, listCountNotes } from '../../../src/shared/lineage/display-lineage.ts';
import {
  COARSE_NOTE,
  drawOnce,
  isClear,
  isDrawable,
  openGroups,
  TOO_LARGE_NOTE,
} from '../../../src/shared/lineage/fit-lineage.ts';
import type { LineageItem } from '../../../src/shared/lineage/group-lineage.ts';
import { listLeftOutNotes } from '../../../src/shared/lineage/left-out-note.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { changeQuery } from '../parts/filter-links.ts';
import { formatNumber } from '../parts/format.ts';
import { type Html, html } from '../parts/html.ts';
import { getLineagePath } from '../paths.ts';
import { createGraphDrawing, drawGraph } from './draw-graph.ts';
import type { FoundLineage } from './find-lineage.ts';
import { renderMemberList } from './member-list.ts';

/** A larger picture can be neither laid out quickly nor read. */
const LIMITS = { boxes: 150, relations: 400 };
/** Each opening of a group draws some members more. */
const MAX_OPENED_GROUPS = 8;

/**
 * A lineage as a picture in which similar items are one box, and as lists.
 * @param query that of the page; each `open` is the id of an item whose group is open.
 */
export function renderLineagePicture(
  state: SandboxState,
  { lineage, steps, isTruncated }: FoundLineage,
  start: string,
  query: URLSearchParams,
): Html {
  const groupIds = [...new Set(query.getAll('open'))].slice(0, MAX_OPENED_GROUPS);
  const draw = drawOnce(createGraphDrawing);
  const grouped = openGroups(
    lineage,
    start,
    groupIds,
    (level) => isDrawable(level, LIMITS),
    (level) => isClear(level) && draw(level).layout.isCompact,
  );
  if (!grouped) return html`<p>${TOO_LARGE_NOTE}</p>`;
  const drawing = draw(grouped);
  const { lineage: display } = drawing;
  const hasGroups = display.nodes.some(({ members }) => members.length > 1);
  const boxes = hasGroups ? ` in ${formatNumber(display.nodes.length)} boxes` : '';
  const notes = [
    `${formatNumber(lineage.items.length)} items${boxes}.`,
    ...(grouped.isCoarse ? [COARSE_NOTE] : []),
    ...listLeftOutNotes(grouped.leftOut),
    ...listCountNotes(display),
    ...listUnnamedNotes(lineage.items),
    ...(hasGroups ? ['Select a group to see its members.'] : []),
    ...(isTruncated
      ? ['Not all items are shown. To see all of them, show fewer steps or one direction.']
      : []),
  ];
  const path = getLineagePath(start);
  const getGroupPath = ({ id }: DisplayNode) => `${path}?${new URLSearchParams([...query, ['open', id]])}`;
  return html`<p class="muted">${notes.join(' ')}${
    groupIds.length > 0
      ? html` <a href="${changeQuery(path, query, { open: null })}">Close all groups</a>`
      : ''
  }</p>
${renderLegend()}
<div class="graph-tools" hidden>
<button type="button" data-zoom="in" aria-label="Zoom in">+</button>
<button type="button" data-zoom="out" aria-label="Zoom out">−</button>
<button type="button" data-zoom="fit">Fit</button>
<span class="graph-hint muted" hidden>A part of the graph is outside the frame. Drag the graph, or press Fit.</span></div>
<div class="graph" tabindex="0" role="region" aria-label="Lineage graph, scrollable">${drawGraph(drawing, start, getGroupPath)}</div>
${renderMemberList(state, [...grouped.groups, ...grouped.unboxed], steps)}`;
}

/** Items that were deleted, or that have no contents yet. */
function listUnnamedNotes(items: readonly LineageItem[]): string[] {
  const count = items.filter(({ name }) => name === undefined).length;
  if (count === 0) return [];
  const [noun, verb, handle] = count === 1 ? ['item', 'is', 'its handle'] : ['items', 'are', 'their handles'];
  return [`${formatNumber(count)} ${noun} without contents in the registry ${verb} shown by ${handle}.`];
}

function renderLegend(): Html {
  return html`<ul class="legend">
<li><span class="kind entity">Entity</span></li>
<li><span class="kind activity">Activity</span></li>
<li><span class="kind agent">Person or organisation</span></li>
<li>Arrows point from a result to what it came from.</li>
<li>Thick border: this item.</li></ul>`;
}
