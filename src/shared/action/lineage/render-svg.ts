import dagre from '@dagrejs/dagre';
import type { DisplayLineage, DisplayNode } from '../../lineage/display-lineage.ts';

const FONT_SIZE = 13;
const LINE_HEIGHT = 17;
const PADDING = 12;
/** Width of a character without a font at hand; characters of East Asian scripts and pictures take two. */
const CHARACTER_WIDTH = 7.2;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\uff00-\uff60]/u;
const MAX_LABEL_WIDTH = 48;
const MARGIN = 16;
const LEGEND_HEIGHT = 34;

/** Shapes of W3C PROV: entities are ovals, activities boxes, agents houses. */
const CORNERS: Readonly<Record<string, number>> = { ENTITY: 23, ACTIVITY: 2, AGENT: 10 };
const LEGEND = [
  ['ENTITY', 'Entity'],
  ['ACTIVITY', 'Activity'],
  ['AGENT', 'Person or organisation'],
] as const;

/** Colours of W3C PROV, darker ones where the reader prefers a dark scheme. */
const STYLE = `
svg { background: #ffffff; color: #1f2328; }
.entity { fill: #fffc87; stroke: #808080; } .activity { fill: #9fb1fc; stroke: #4050d0; } .agent { fill: #fed37f; stroke: #b8860b; }
.group { stroke-dasharray: 6 3; stroke-width: 2; } .root { stroke-width: 4; }
.node text { fill: #1f2328; } .node .detail { fill: #4a5158; } .edge { fill: none; stroke: #6f777e; } .head { fill: #6f777e; }
.relation, .legend text { fill: #4a5158; } .relation { stroke: #ffffff; stroke-width: 4px; paint-order: stroke; }
@media (prefers-color-scheme: dark) {
  svg { background: #0d1117; color: #e6edf3; } .entity { fill: #5c5a1e; } .activity { fill: #2c3a7a; } .agent { fill: #6b4a14; }
  .node text { fill: #f0f6fc; } .node .detail { fill: #c9d1d9; } .edge { stroke: #8b949e; } .head { fill: #8b949e; }
  .relation, .legend text { fill: #c9d1d9; } .relation { stroke: #0d1117; }
}`;

/**
 * A lineage as an SVG document, from the newest on the left to the sources on the right. Each item is a link; each group
 * names its members in its title.
 * @param root id of the item that the lineage is of; it has a thick border.
 * @param getAddress returns the page of an item.
 */
export function renderSvg(
  { nodes, relations }: DisplayLineage,
  root: string,
  getAddress: (id: string) => string,
): string {
  const layout = new dagre.graphlib.Graph({ multigraph: true });
  layout.setGraph({ rankdir: 'LR', nodesep: 24, ranksep: 90, marginx: MARGIN, marginy: MARGIN });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) {
    const characters = Math.max(...listLines(node).map(measure));
    layout.setNode(node.id, {
      width: characters * CHARACTER_WIDTH + 2 * PADDING,
      height: 2 * LINE_HEIGHT + PADDING,
    });
  }
  const ids = new Set(nodes.map(({ id }) => id));
  const drawn = relations.filter(({ source, target }) => ids.has(source) && ids.has(target));
  for (const { source, target, label } of drawn) {
    const width = measure(label) * CHARACTER_WIDTH * 0.85;
    layout.setEdge(source, target, { label, width, height: LINE_HEIGHT, labelpos: 'c' }, label);
  }
  dagre.layout(layout);
  const { width: graphWidth = 0, height: graphHeight = 0 } = layout.graph();
  const width = Math.max(graphWidth, 520);
  const height = graphHeight + LEGEND_HEIGHT;
  const edges = drawn.map(({ source, target, label }) => layout.edge({ v: source, w: target, name: label }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" font-family="system-ui, sans-serif" font-size="${FONT_SIZE}">`,
    `<title id="title">Lineage of ${escapeXml(nodes.find(({ id }) => id === root)?.title ?? root)}</title>`,
    `<desc id="description">${nodes.length} nodes and ${drawn.length} relations. Arrows point from a result to what it came from.</desc>`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0,0 L8,4 L0,8 z"/></marker></defs>',
    ...edges.map(renderEdge),
    ...nodes.map((node) => renderNode(node, layout.node(node.id), node.id === root, getAddress)),
    ...edges.map((edge, index) => renderLabel(edge, drawn[index]?.label ?? '')),
    renderLegend(graphHeight),
    '</svg>\n',
  ].join('\n');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Edge {
  readonly points: readonly Point[];
  readonly x?: number;
  readonly y?: number;
}

function listLines({ title, detail }: DisplayNode): readonly string[] {
  return [truncateLabel(title), truncateLabel(detail)];
}

function renderNode(
  node: DisplayNode,
  { x, y, width, height }: Point & { width: number; height: number },
  isRoot: boolean,
  getAddress: (id: string) => string,
): string {
  const [title = '', detail = ''] = listLines(node);
  const isGroup = node.members.length > 1;
  const classes = [
    (node.category || 'ENTITY').toLowerCase(),
    ...(isGroup ? ['group'] : []),
    ...(isRoot ? ['root'] : []),
  ];
  const address = getAddress(node.id);
  const at = `x="${round(x)}" text-anchor="middle"`;
  const content = [
    `<title>${escapeXml(isGroup ? listMembers(node) : `${node.title} (${node.id})`)}</title>`,
    `<rect class="${escapeXml(classes.join(' '))}" x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}" rx="${CORNERS[node.category] ?? 4}"/>`,
    `<text ${at} y="${round(y - (detail === '' ? -4 : 3))}">${escapeXml(title)}</text>`,
    ...(detail === ''
      ? []
      : [
          `<text class="detail" ${at} y="${round(y + LINE_HEIGHT - 4)}" font-size="${FONT_SIZE - 2}">${escapeXml(detail)}</text>`,
        ]),
  ].join('');
  return isGroup || !/^https?:/.test(address)
    ? `<g class="node">${content}</g>`
    : `<a class="node" href="${escapeXml(address)}">${content}</a>`;
}

const MAX_LISTED_MEMBERS = 50;

function listMembers({ title, members }: DisplayNode): string {
  const listed = members.slice(0, MAX_LISTED_MEMBERS).map(({ id, name }) => (name ? `${name} (${id})` : id));
  const more = members.length - listed.length;
  return [title, ...listed, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

function renderEdge({ points }: Edge): string {
  const path = points
    .map((point, index) => `${index === 0 ? 'M' : 'L'}${round(point.x)},${round(point.y)}`)
    .join(' ');
  return `<path class="edge" d="${path}" marker-end="url(#arrow)"/>`;
}

function renderLabel({ x, y }: Edge, label: string): string {
  return `<text class="relation" x="${round(x ?? 0)}" y="${round((y ?? 0) + 4)}" text-anchor="middle" font-size="${FONT_SIZE - 3}">${escapeXml(label)}</text>`;
}

function renderLegend(top: number): string {
  let left = MARGIN;
  const y = top + 8;
  const samples = LEGEND.map(([category, label]) => {
    const sample = `<rect class="${category.toLowerCase()}" x="${left}" y="${round(y)}" width="18" height="12" rx="${Math.min(6, CORNERS[category] ?? 0)}"/><text x="${left + 24}" y="${round(y + 10)}">${label}</text>`;
    left += 44 + label.length * 6.2;
    return sample;
  });
  const direction = `<text x="${round(left)}" y="${round(y + 10)}">Arrows point to what a result came from.</text>`;
  return `<g class="legend" font-size="${FONT_SIZE - 2}">${samples.join('')}${direction}</g>`;
}

/** Width of a text in characters of a Latin script. */
function measure(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}

function truncateLabel(text: string): string {
  if (measure(text) <= MAX_LABEL_WIDTH) return text;
  let width = 0;
  let shown = '';
  for (const character of text) {
    width += WIDE.test(character) ? 2 : 1;
    if (width >= MAX_LABEL_WIDTH) break;
    shown += character;
  }
  return `${shown}…`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text
    .replace(/(?!\n)\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
