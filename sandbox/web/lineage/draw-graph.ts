import { formatNameWithId } from '../../../src/shared/lineage/clean-text.ts';
import {
  type DisplayNode,
  formatSentence,
  type InlinedLine,
} from '../../../src/shared/lineage/display-lineage.ts';
import { createDrawing, type Drawing } from '../../../src/shared/lineage/drawing.ts';
import type { GroupedLineage } from '../../../src/shared/lineage/group-lineage.ts';
import type { Box, PlacedRelation } from '../../../src/shared/lineage/layout.ts';
import { NODE_SHAPES } from '../../../src/shared/lineage/node-shapes.ts';
import { createRelationPath, roundCoordinate } from '../../../src/shared/lineage/relation-path.ts';
import {
  estimateTextWidth,
  truncateToColumns,
  wrapToColumns,
} from '../../../src/shared/lineage/text-width.ts';
import { type Html, html } from '../parts/html.ts';
import { getKindClass, renderGroupBadge, renderKindBadge } from '../parts/items.ts';
import { getItemPath } from '../paths.ts';

/** A box has room for a name of two lines and its kind; a long name has further lines. */
const BOX = { width: 210, height: 68 };
const NAME = { columnsOfLine: 22, maxColumns: 80, lineHeight: 18 };
/** Each detail has one line, for which the box becomes wider. */
const DETAIL_HEIGHT = 16;
const MAX_DETAIL_COLUMNS = 42;
const MAX_BOX_WIDTH = 330;
/** Space below the items that a box names. */
const INLINED_PADDING = 6;
/** Distance of the outline behind a group, which shows that there are several. */
const STACK_OFFSET = 5;
const MARGIN = 12;
/** Width of a character of a label in the widest usual fonts. */
const CHARACTER_WIDTH = 6.8;
const LABEL_HEIGHT = 18;

export function createGraphDrawing(level: GroupedLineage): Drawing {
  return createDrawing(level, measureBox, { columnWidth: CHARACTER_WIDTH, height: LABEL_HEIGHT }, 'page');
}

/**
 * The graph as SVG, from the newest to the sources, see `layoutForScreen`. Each box links to its item, the box of a group to the
 * page on which it is open. Names are HTML, so that the browser breaks and truncates them in any script.
 * @param getGroupPath returns the path at which a group is open.
 */
export function drawGraph(
  { lineage, layout }: Drawing,
  start: string,
  getGroupPath: (node: DisplayNode) => string,
): Html {
  const { boxes, relations, extent, direction } = layout;
  const nodes = new Map(lineage.nodes.map((node) => [node.id, node]));
  const [left, top] = [Math.floor(extent.left - MARGIN), Math.floor(extent.top - MARGIN)];
  const [width, height] = [extent.width, extent.height].map((size) => Math.ceil(size + 2 * MARGIN));
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="Lineage graph">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0,0 L8,4 L0,8 z"/></marker></defs>
${relations.map((relation) => html`<path class="edge" d="${createRelationPath(relation, boxes, direction)}" marker-end="url(#arrow)"/>`)}
${[...boxes].map(([id, box]) => drawNode(nodes.get(id), box, id === start, getGroupPath))}
${relations.map((relation) => drawLabel(relation, nodes))}
</svg>`;
}

function measureBox({ category, name, attributes, inlined }: DisplayNode): { width: number; height: number } {
  const widths = [...attributes, ...inlined.map(({ text }) => text)].map(
    (text) => estimateTextWidth(text, CHARACTER_WIDTH) + 2 * NODE_SHAPES[category].indent,
  );
  return {
    width: Math.min(MAX_BOX_WIDTH, Math.max(BOX.width, ...widths)),
    height:
      BOX.height +
      NAME.lineHeight * Math.max(0, wrapToColumns(shorten(name), NAME.columnsOfLine).length - 2) +
      DETAIL_HEIGHT * (attributes.length + inlined.length),
  };
}

function drawNode(
  node: DisplayNode | undefined,
  box: Box,
  isStart: boolean,
  getGroupPath: (node: DisplayNode) => string,
): Html {
  if (!node) return html``;
  const { id, category, subtype, name, title, members, attributes, inlined } = node;
  const isGroup = members.length > 1;
  const { width, height } = box;
  const { getPath, indent } = NODE_SHAPES[category];
  const [left, top] = [roundCoordinate(box.x - width / 2), roundCoordinate(box.y - height / 2)];
  const classes = [
    'node',
    getKindClass(subtype),
    ...(isGroup ? ['group'] : []),
    ...(isStart ? ['start'] : []),
  ];
  const upperHeight = inlined.length > 0 ? height - DETAIL_HEIGHT * inlined.length - INLINED_PADDING : height;
  return html`<a href="${isGroup ? getGroupPath(node) : getItemPath(id)}" class="${classes.join(' ')}"${isStart ? html` aria-current="true"` : ''}><title>${[isGroup ? title : formatNameWithId(name, id), ...attributes, ...inlined.map(({ text }) => text)].join(', ')}${isGroup ? '. Open the group.' : ''}</title>
${isGroup ? html`<path class="stack" d="${getPath(left + STACK_OFFSET, top + STACK_OFFSET, width, height)}"/>` : ''}
<path d="${getPath(left, top, width, height)}"/>
<foreignObject x="${left + indent}" y="${top}" width="${width - 2 * indent}" height="${upperHeight}"><div class="node-text">
${name === '' ? '' : html`<span class="node-name" dir="auto">${shorten(name)}</span>`}
${isGroup ? renderGroupBadge(subtype, members.length) : renderKindBadge(subtype)}
${attributes.map((detail) => html`<span class="node-detail" dir="auto">${detail}</span> `)}</div></foreignObject></a>
${inlined.length > 0 ? html`<foreignObject x="${left + indent}" y="${top + upperHeight}" width="${width - 2 * indent}" height="${height - upperHeight}"><div class="node-items">${inlined.map((line) => drawInlined(line, getGroupPath))}</div></foreignObject>` : ''}
`;
}

function shorten(name: string): string {
  return truncateToColumns(name, NAME.maxColumns);
}

/** A line that names items: a link if it is one item or group. */
function drawInlined({ text, nodes }: InlinedLine, getGroupPath: (node: DisplayNode) => string): Html {
  const [node, second] = nodes;
  if (!node || second)
    return html`<span class="node-detail" title="${nodes.map(({ title }) => title).join(', ')}">${text}</span> `;
  const shown = truncateToColumns(text, MAX_DETAIL_COLUMNS);
  return node.members.length > 1
    ? html`<a class="node-detail" dir="auto" href="${getGroupPath(node)}" title="${text}. Open the group.">${shown}</a> `
    : html`<a class="node-detail" dir="auto" href="${getItemPath(node.id)}" title="${formatNameWithId(text, node.id)}">${shown}</a> `;
}

/** The label of an arrow. Its title is the whole sentence, for screen readers and for arrows that are hard to follow. */
function drawLabel(relation: PlacedRelation, nodes: ReadonlyMap<string, DisplayNode>): Html {
  const { at, label } = relation;
  return html`<g role="img"><title>${formatSentence(relation, nodes)}</title><text class="relation" x="${roundCoordinate(at.x)}" y="${roundCoordinate(at.y)}" text-anchor="middle" dominant-baseline="middle">${label}</text></g>
`;
}
