import dagre from '@dagrejs/dagre';
import type { LineageNode } from '../../client/index.ts';
import { formatEnumName } from '../runner/markdown.ts';
import type { Graph } from './graph.ts';

const FONT_SIZE = 13;
const LINE_HEIGHT = 17;
const PADDING = 12;
/** Width of a character, as far as that can be said without a font. */
const CHARACTER_WIDTH = 7.2;
const MAX_LABEL_LENGTH = 44;

/** Fill and corner of each category, as PROV draws them: entities are round, activities square, agents in between. */
const STYLES: Readonly<Record<string, { readonly fill: string; readonly corner: number }>> = {
  ENTITY: { fill: '#fdf6d8', corner: 22 },
  ACTIVITY: { fill: '#dfe7fd', corner: 2 },
  AGENT: { fill: '#fde3cf', corner: 10 },
};
const DEFAULT_STYLE = { fill: '#eeeeee', corner: 4 };

/**
 * The graph as an SVG document, from the newest on the left to the sources on the right; every box is a link.
 * @param name the text of a node, @param address its link.
 */
export function renderSvg(
  graph: Graph,
  name: (node: LineageNode) => string,
  address: (id: string) => string,
): string {
  const layout = new dagre.graphlib.Graph({ multigraph: true });
  layout.setGraph({ rankdir: 'LR', nodesep: 24, ranksep: 90, marginx: 16, marginy: 16 });
  layout.setDefaultEdgeLabel(() => ({}));
  const lines = new Map(
    graph.nodes.map((node) => [
      node.id,
      [truncateLabel(name(node)), formatEnumName(node.item_subtype ?? '')],
    ]),
  );
  for (const [id, [title = '', kind = '']] of lines) {
    const width = Math.max(title.length, kind.length) * CHARACTER_WIDTH + 2 * PADDING;
    layout.setNode(id, { width, height: 2 * LINE_HEIGHT + PADDING });
  }
  const links = graph.links.filter(({ source, target }) => lines.has(source) && lines.has(target));
  for (const { source, target, type } of links) {
    layout.setEdge(
      source,
      target,
      { label: type, width: type.length * CHARACTER_WIDTH * 0.85, height: LINE_HEIGHT, labelpos: 'c' },
      type,
    );
  }
  dagre.layout(layout);
  const { width = 0, height = 0 } = layout.graph();
  const edges = links.map(({ source, target, type }) =>
    renderEdge(layout.edge({ v: source, w: target, name: type }), type),
  );
  const boxes = graph.nodes.map((node) =>
    renderBox(layout.node(node.id), node, lines.get(node.id) ?? [], address(node.id)),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" font-family="system-ui, sans-serif" font-size="${FONT_SIZE}">`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#555"/></marker></defs>',
    '<rect width="100%" height="100%" fill="white"/>',
    ...edges,
    ...boxes,
    '</svg>\n',
  ].join('\n');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function renderBox(
  { x, y, width, height }: Point & { width: number; height: number },
  node: LineageNode,
  [title = '', kind = '']: readonly string[],
  href: string,
): string {
  const { fill, corner } = STYLES[node.item_category ?? ''] ?? DEFAULT_STYLE;
  const at = `x="${round(x)}" text-anchor="middle"`;
  return [
    `<a href="${escapeXml(/^https?:/.test(href) ? href : '')}"><title>${escapeXml(node.id)}</title>`,
    `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}" rx="${corner}" fill="${fill}" stroke="#777"/>`,
    `<text ${at} y="${round(y - 3)}">${escapeXml(title)}</text>`,
    `<text ${at} y="${round(y + LINE_HEIGHT - 4)}" fill="#666" font-size="${FONT_SIZE - 2}">${escapeXml(kind)}</text></a>`,
  ].join('');
}

function renderEdge(
  { points, x, y }: { points: readonly Point[]; x?: number; y?: number },
  type: string,
): string {
  const path = points
    .map((point, i) => `${i === 0 ? 'M' : 'L'}${round(point.x)},${round(point.y)}`)
    .join(' ');
  const label = `<text x="${round(x ?? 0)}" y="${round((y ?? 0) - 3)}" text-anchor="middle" fill="#555" font-size="${FONT_SIZE - 3}">${escapeXml(type)}</text>`;
  return `<path d="${path}" fill="none" stroke="#888" marker-end="url(#arrow)"/>${label}`;
}

function truncateLabel(text: string): string {
  return text.length > MAX_LABEL_LENGTH ? `${text.slice(0, MAX_LABEL_LENGTH - 1)}…` : text;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
