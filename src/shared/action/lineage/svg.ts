import dagre from '@dagrejs/dagre';
import type { LineageNode } from '../../client/index.ts';
import { inWords } from '../in-words.ts';
import type { Graph } from './graph.ts';

const FONT = 13;
const LINE = 17;
const PADDING = 12;
/** Width of a character, as far as that can be said without a font. */
const CHARACTER = 7.2;
const LONGEST = 44;

/** Fill and corner of each category, as PROV draws them: entities are round, activities square, agents in between. */
const LOOKS: Readonly<Record<string, { readonly fill: string; readonly corner: number }>> = {
  ENTITY: { fill: '#fdf6d8', corner: 22 },
  ACTIVITY: { fill: '#dfe7fd', corner: 2 },
  AGENT: { fill: '#fde3cf', corner: 10 },
};
const PLAIN = { fill: '#eeeeee', corner: 4 };

/**
 * The graph as an SVG document, from the newest on the left to the sources on the right; every box is a link.
 * @param name the text of a node, @param address its link.
 */
export function svg(
  graph: Graph,
  name: (node: LineageNode) => string,
  address: (id: string) => string,
): string {
  const layout = new dagre.graphlib.Graph({ multigraph: true });
  layout.setGraph({ rankdir: 'LR', nodesep: 24, ranksep: 90, marginx: 16, marginy: 16 });
  layout.setDefaultEdgeLabel(() => ({}));
  const lines = new Map(
    graph.nodes.map((node) => [node.id, [cut(name(node)), inWords(node.item_subtype ?? '')]]),
  );
  for (const [id, [title = '', kind = '']] of lines) {
    const width = Math.max(title.length, kind.length) * CHARACTER + 2 * PADDING;
    layout.setNode(id, { width, height: 2 * LINE + PADDING });
  }
  const links = graph.links.filter(({ source, target }) => lines.has(source) && lines.has(target));
  for (const { source, target, type } of links) {
    layout.setEdge(
      source,
      target,
      { label: type, width: type.length * CHARACTER * 0.85, height: LINE, labelpos: 'c' },
      type,
    );
  }
  dagre.layout(layout);
  const { width = 0, height = 0 } = layout.graph();
  const edges = links.map(({ source, target, type }) =>
    edge(layout.edge({ v: source, w: target, name: type }), type),
  );
  const boxes = graph.nodes.map((node) =>
    box(layout.node(node.id), node, lines.get(node.id) ?? [], address(node.id)),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" font-family="system-ui, sans-serif" font-size="${FONT}">`,
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

function box(
  { x, y, width, height }: Point & { width: number; height: number },
  node: LineageNode,
  [title = '', kind = '']: readonly string[],
  href: string,
): string {
  const { fill, corner } = LOOKS[node.item_category ?? ''] ?? PLAIN;
  const at = `x="${round(x)}" text-anchor="middle"`;
  return [
    `<a href="${escaped(/^https?:/.test(href) ? href : '')}"><title>${escaped(node.id)}</title>`,
    `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}" rx="${corner}" fill="${fill}" stroke="#777"/>`,
    `<text ${at} y="${round(y - 3)}">${escaped(title)}</text>`,
    `<text ${at} y="${round(y + LINE - 4)}" fill="#666" font-size="${FONT - 2}">${escaped(kind)}</text></a>`,
  ].join('');
}

function edge({ points, x, y }: { points: readonly Point[]; x?: number; y?: number }, type: string): string {
  const path = points
    .map((point, i) => `${i === 0 ? 'M' : 'L'}${round(point.x)},${round(point.y)}`)
    .join(' ');
  const label = `<text x="${round(x ?? 0)}" y="${round((y ?? 0) - 3)}" text-anchor="middle" fill="#555" font-size="${FONT - 3}">${escaped(type)}</text>`;
  return `<path d="${path}" fill="none" stroke="#888" marker-end="url(#arrow)"/>${label}`;
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
