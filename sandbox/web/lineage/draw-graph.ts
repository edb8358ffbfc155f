import dagre from '@dagrejs/dagre';
import { getKindLabels } from '../kind-labels.ts';
import { type Html, html } from '../parts/html.ts';
import { kindBadge, kindClass } from '../parts/items.ts';
import { itemPath } from '../paths.ts';
import type { Lineage, LineageLink, LineageNode } from './find-lineage.ts';
import { OUTLINES, type Point } from './node-shapes.ts';

const WIDTH = 190;
const HEIGHT = 64;
const MARGIN = 12;
/** Between two ranks there is room for the longest word of a link. */
const GAP = 128;

/**
 * The graph as SVG, from the newest on the left to the sources on the right. Each box leads to its item. Names are text of the
 * browser inside the boxes, so that it cuts them where they end, whatever script they are in.
 */
export function drawGraph({ nodes, links }: Lineage, start: string): Html {
  const layout = layOut(nodes, links);
  const { x, y, width, height } = measureExtent(
    nodes.map(({ id }): Point => layout.node(id)),
    links.flatMap(
      ({ source, relation, target }): Point[] => layout.edge({ v: source, w: target, name: relation }).points,
    ),
  );
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="Lineage graph">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0,0 L8,4 L0,8 z"/></marker></defs>
${links.map((link) => {
  const { source, target, relation } = link;
  const { points } = layout.edge({ v: source, w: target, name: relation });
  return drawLink(link, points, layout.node(source), layout.node(target));
})}
${nodes.map((node) => drawNode(node, layout.node(node.id), node.id === start))}
</svg>`;
}

function layOut(nodes: readonly LineageNode[], links: readonly LineageLink[]) {
  const layout = new dagre.graphlib.Graph({ multigraph: true });
  layout.setGraph({ rankdir: 'LR', align: 'UL', nodesep: 18, edgesep: 12, ranksep: GAP });
  for (const { id } of nodes) layout.setNode(id, { width: WIDTH, height: HEIGHT });
  for (const { source, relation, target } of links) layout.setEdge(source, target, {}, relation);
  dagre.layout(layout);
  return layout;
}

/** What the boxes and links take up; dagre's own measure leaves out how far links swing. */
function measureExtent(boxes: readonly Point[], bends: readonly Point[]): Extent {
  const xs = boxes.flatMap(({ x }) => [x - WIDTH / 2, x + WIDTH / 2]);
  const ys = [...boxes.flatMap(({ y }) => [y - HEIGHT / 2, y + HEIGHT / 2]), ...bends.map(({ y }) => y)];
  const [x, y] = [Math.floor(Math.min(...xs)) - MARGIN, Math.floor(Math.min(...ys)) - MARGIN];
  const [right, bottom] = [Math.ceil(Math.max(...xs)) + MARGIN, Math.ceil(Math.max(...ys)) + MARGIN];
  return { x, y, width: right - x, height: bottom - y };
}

type Extent = Point & { width: number; height: number };

function drawNode({ id, name, subtype }: LineageNode, { x, y }: Point, isStart: boolean): Html {
  const { outline, indent } = OUTLINES[getKindLabels(subtype).category];
  const [left, top] = [round(x - WIDTH / 2), round(y - HEIGHT / 2)];
  return html`<a href="${itemPath(id)}" class="node ${kindClass(subtype)}${isStart ? ' start' : ''}"${isStart ? html` aria-current="true"` : ''}><title>${name} (${id})</title>
<path d="${outline(left, top, WIDTH, HEIGHT)}"/>
<foreignObject x="${left + indent}" y="${top}" width="${WIDTH - 2 * indent}" height="${HEIGHT}"><div class="node-text"><span class="node-name" dir="auto">${name}</span>${kindBadge(subtype)}</div></foreignObject></a>
`;
}

/** From the right side of one box to the left side of the other; the word stands half way. */
function drawLink({ relation }: LineageLink, points: readonly Point[], from: Point, to: Point): Html {
  const forwards = from.x <= to.x ? 1 : -1; // in a circle one link runs back
  const first = { x: from.x + (forwards * WIDTH) / 2, y: from.y };
  const last = { x: to.x - (forwards * WIDTH) / 2, y: to.y };
  const between = points.slice(1, -1);
  const { x, y } = between[Math.floor(between.length / 2)] ?? last;
  return html`<path class="edge" d="${curve([first, ...between, last])}" marker-end="url(#arrow)"/><text class="relation" x="${round(x)}" y="${round(y)}" text-anchor="middle" dominant-baseline="middle">${relation}</text>
`;
}

/** Through all the points, level at each: ranks lie side by side. */
function curve([first = { x: 0, y: 0 }, ...rest]: readonly Point[]): string {
  let from = first;
  const bends = rest.map((to) => {
    const middle = (from.x + to.x) / 2;
    const bend = `C${formatPoint({ x: middle, y: from.y })} ${formatPoint({ x: middle, y: to.y })} ${formatPoint(to)}`;
    from = to;
    return bend;
  });
  return `M${formatPoint(first)} ${bends.join(' ')}`;
}

function formatPoint({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
