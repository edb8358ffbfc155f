import { createHash } from 'node:crypto';
import { formatCount } from '../../format-count.ts';
import { listFirst } from '../../format-list.ts';
import { cleanText, formatNameWithId } from '../../lineage/clean-text.ts';
import { type DisplayNode, formatSentence, listLines } from '../../lineage/display-lineage.ts';
import { createDrawing } from '../../lineage/drawing.ts';
import { drawOnce, fitLineage, isClear, isDrawable } from '../../lineage/fit-lineage.ts';
import type { GroupedLineage, GroupMode, LineageItem } from '../../lineage/group-lineage.ts';
import type { Box, PlacedRelation } from '../../lineage/layout.ts';
import { NODE_SHAPES, ROOF_HEIGHT } from '../../lineage/node-shapes.ts';
import { createRelationPath, roundCoordinate as round } from '../../lineage/relation-path.ts';
import { estimateTextWidth } from '../../lineage/text-width.ts';
import { getVisibleName } from '../../lineage/visible-name.ts';
import { listPictureNotes } from './picture-notes.ts';
import { createLegend } from './svg-legend.ts';
import { DETAIL, escapeXml, LINE_HEIGHT, TITLE } from './svg-text.ts';

const PADDING = 20;
/** Space above and below the lines of a box; the roof of an agent takes a part of it. */
const VERTICAL_PADDING = 20;
const MARGIN = 16;
/** A larger picture can be neither laid out in seconds nor read. */
const LIMITS = { boxes: 200, relations: 400 };

/** Colours of W3C PROV, darker ones where the reader prefers a dark scheme. */
const STYLE = `
.page { fill: #ffffff; }
.entity { fill: #fffc87; stroke: #808080; } .activity { fill: #9fb1fc; stroke: #4050d0; } .agent { fill: #fed37f; stroke: #b8860b; }
.group { stroke-dasharray: 6 3; stroke-width: 2; } .root { stroke-width: 4; }
.node text { fill: #1f2328; unicode-bidi: plaintext; } .node .detail { fill: #343a41; } .edge { fill: none; stroke: #6f777e; } .head { fill: #6f777e; }
.relation, .legend text { fill: #4a5158; } .halo { fill: none; stroke: #ffffff; stroke-width: 6px; }
@media (prefers-color-scheme: dark) {
  .page { fill: #0d1117; } .entity { fill: #5c5a1e; } .activity { fill: #2c3a7a; stroke: #8296ff; } .agent { fill: #6b4a14; }
  .node text { fill: #f0f6fc; } .node .detail { fill: #c9d1d9; } .edge { stroke: #8b949e; } .head { fill: #8b949e; }
  .relation, .legend text { fill: #c9d1d9; } .halo { stroke: #0d1117; }
}`;

/**
 * A lineage as an SVG document, from the newest to the sources, see `layoutForScreen`.
 * Each item is a link, also where a box names it; each group names its members in its title. A graph that is too large is simplified.
 * @param root id of the item that the lineage is of; it has a thick border.
 * @param getAddress returns the page of an item.
 * @param mode `never` draws a box for each item if that is possible.
 */
export function renderSvg(
  grouped: GroupedLineage,
  root: string,
  getAddress: (id: string) => string,
  mode: GroupMode = 'auto',
): string {
  const draw = drawOnce((level) =>
    createDrawing(level, measureBox, { columnWidth: DETAIL.columnWidth, height: LINE_HEIGHT }, 'image'),
  );
  const fitted = fitLineage(
    grouped,
    [root],
    (level) => isDrawable(level, LIMITS),
    (level) => isClear(level) && (mode === 'never' || draw(level).layout.isCompact),
  );
  const { lineage, layout } = draw(fitted ?? { groups: [], relations: [] });
  const { nodes } = lineage;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const { boxes, relations: lines, extent, direction } = layout;
  const left = Math.floor(extent.left - MARGIN);
  const top = Math.floor(extent.top - MARGIN);
  const legend = createLegend(lineage, listPictureNotes(fitted), extent.width);
  const width = Math.ceil(Math.max(extent.width, legend.width) + 2 * MARGIN);
  const height = Math.ceil(extent.height + 2 * MARGIN + legend.height);
  // Differs for each picture of an HTML page: if pictures shared one marker, hiding its picture would hide all arrow heads.
  const arrow = `arrow-${createHash('sha256')
    .update(JSON.stringify([root, lineage]))
    .digest('hex')
    .slice(0, 16)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="lineage" role="graphics-document document" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="${TITLE.fontSize}">`,
    `<title>Lineage of ${escapeXml(byId.get(root)?.title ?? root)}</title>`,
    `<desc>${formatCount(nodes.length, 'node')} and ${formatCount(lines.length, 'relation')}. ${escapeXml(legend.text)}</desc>`,
    `<style>${STYLE}</style>`,
    // Not the background of the root, which only browsers draw.
    `<rect class="page" x="${left}" y="${top}" width="${width}" height="${height}"/>`,
    `<defs><marker id="${arrow}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0,0 L8,4 L0,8 z"/></marker></defs>`,
    ...lines.map(
      (line) =>
        `<path class="edge" d="${createRelationPath(line, boxes, direction)}" marker-end="url(#${arrow})"/>`,
    ),
    ...[...boxes].map(([id, box]) => renderNode(byId.get(id), box, root, getAddress)),
    ...lines.map((relation) => renderLabel(relation, byId)),
    legend.render(left + MARGIN, top + height - legend.height),
    '</svg>\n',
  ].join('\n');
}

function measureBox(node: DisplayNode): { width: number; height: number } {
  const widths = listLines(node).flatMap((lines, index) =>
    lines.map((line) => estimateTextWidth(line, (index === 0 ? TITLE : DETAIL).columnWidth)),
  );
  return { width: Math.max(...widths) + 2 * PADDING, height: widths.length * LINE_HEIGHT + VERTICAL_PADDING };
}

function renderNode(
  node: DisplayNode | undefined,
  box: Box,
  root: string,
  getAddress: (id: string) => string,
): string {
  if (!node) return '';
  const { x, y, width, height } = box;
  const isGroup = node.members.length > 1;
  const classes = [
    node.category.toLowerCase(),
    ...(isGroup ? ['group'] : []),
    ...(node.id === root ? ['root'] : []),
  ];
  const outline = NODE_SHAPES[node.category].getPath(
    round(x - width / 2),
    round(y - height / 2),
    round(width),
    height,
  );
  const blocks = listLines(node);
  const roof = node.category === 'AGENT' ? ROOF_HEIGHT / 2 : 0;
  let baseline = y + roof - ((blocks.flat().length + 1) * LINE_HEIGHT) / 2 + 4;
  const texts = blocks.map((lines, index) => {
    const style = index === 0 ? '' : ` class="detail" font-size="${DETAIL.fontSize}"`;
    const rows = lines.map((line) => {
      baseline += LINE_HEIGHT;
      return `<text${style} x="${round(x)}" y="${round(baseline)}" text-anchor="middle">${escapeXml(line)}</text>`;
    });
    return rows.join('');
  });
  const ownTexts = texts.slice(0, texts.length - node.inlined.length);
  const title = [
    formatTitle(node.title, node.members),
    ...node.attributes,
    ...node.inlined.map(({ text }) => text),
  ].join('\n');
  const path = `<path class="${classes.join(' ')}" d="${outline}"/>`;
  return [
    '<g class="node">',
    renderItems(node.members, title, [path, ...ownTexts].join(''), getAddress),
    ...node.inlined.map(({ text, nodes }, index) => {
      const items = nodes.flatMap(({ members }) => members);
      return renderItems(items, formatTitle(text, items), texts[ownTexts.length + index] ?? '', getAddress);
    }),
    '</g>',
  ].join('');
}

/** What stands for items, with a title; a link if it is one item. */
function renderItems(
  items: readonly LineageItem[],
  title: string,
  content: string,
  getAddress: (id: string) => string,
): string {
  const [first, second] = items;
  const address = first && !second ? getAddress(first.id) : '';
  const titled = `<title>${escapeXml(title)}</title>${content}`;
  return /^https?:/.test(address) ? `<a href="${escapeXml(address)}">${titled}</a>` : `<g>${titled}</g>`;
}

const MAX_LISTED_MEMBERS = 50;

/** A title with the handle of the only item, or with the items in lines of their own. */
function formatTitle(title: string, items: readonly LineageItem[]): string {
  if (items.length === 1) return formatNameWithId(title, items[0]?.id ?? '');
  const names = listFirst(items, MAX_LISTED_MEMBERS, ({ id, name }) =>
    formatNameWithId(cleanText(getVisibleName(name, id)), id),
  );
  return [title, ...names].join('\n');
}

/** Draws a label, with the whole relation in its title, on a halo that covers the line. The halo is an element of its own, because not all programs know `paint-order`. */
function renderLabel(relation: PlacedRelation, nodes: ReadonlyMap<string, DisplayNode>): string {
  const { at, label } = relation;
  const attributes = `x="${round(at.x)}" y="${round(at.y + 4)}" text-anchor="middle" font-size="${DETAIL.fontSize}"`;
  const text = escapeXml(label);
  const title = escapeXml(formatSentence(relation, nodes));
  return `<g role="img"><title>${title}</title><text class="halo" ${attributes} aria-hidden="true">${text}</text><text class="relation" ${attributes}>${text}</text></g>`;
}
