import type { LineageNode } from '../../client/index.ts';
import { formatEnumName } from '../runner/markdown.ts';
import type { Graph } from './graph.ts';

/** Nodes beyond which a picture in a summary is folded away, and beyond which there is none: GitHub draws no more. */
const COLLAPSE_FROM_NODES = 25;
const MAX_NODES = 200;

/** A shape for each kind, as PROV has it: activities are boxes, agents houses, entities rounded. */
const SHAPES: Readonly<Record<string, readonly [open: string, close: string]>> = {
  ACTIVITY: ['[', ']'],
  AGENT: ['{{', '}}'],
  ENTITY: ['([', '])'],
};

/**
 * The graph as a Mermaid picture for a job summary.
 * @param name the text of a node, @param address its link.
 */
export function renderMermaid(
  graph: Graph,
  name: (node: LineageNode) => string,
  address: (id: string) => string,
): string {
  if (graph.nodes.length === 0) return '';
  if (graph.nodes.length > MAX_NODES)
    return `The graph has ${graph.nodes.length} items, too many for a picture here.`;
  const keys = new Map(graph.nodes.map((node, i) => [node.id, `n${i}`]));
  const lines = [
    'flowchart LR',
    ...graph.nodes.map((node) => {
      const [open, close] = SHAPES[node.item_category ?? ''] ?? ['[', ']'];
      return `${keys.get(node.id)}${open}"${escapeMermaid(name(node))}<br>${escapeMermaid(formatEnumName(node.item_subtype ?? ''))}"${close}`;
    }),
    ...graph.links
      .filter(({ source, target }) => keys.has(source) && keys.has(target))
      .map(
        ({ source, target, type }) => `${keys.get(source)} -->|"${escapeMermaid(type)}"| ${keys.get(target)}`,
      ),
    ...graph.nodes.map((node) => `click ${keys.get(node.id)} href "${escapeMermaid(address(node.id))}"`),
  ];
  const picture = ['```mermaid', ...lines, '```'].join('\n');
  if (graph.nodes.length < COLLAPSE_FROM_NODES) return picture;
  return `<details><summary>${graph.nodes.length} items</summary>\n\n${picture}\n\n</details>`;
}

/** Text inside Mermaid's quotes: nothing in it can end the quote, the picture or the code block. */
function escapeMermaid(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[^\p{L}\p{N} .,:;/?=%&+@_-]/gu, (c) => `#${c.codePointAt(0)};`)
    .replaceAll('&', '#38;');
}
