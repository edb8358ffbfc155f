import type { LineageDirection } from '../../export/query-lineage.ts';
import type { DisplayLineage, DisplayNode } from '../../lineage/display-lineage.ts';

/** Order of branches: subtypes that explain a result first, people and organisations last. */
const SUBTYPE_ORDER = ['MODEL_RUN', 'DATASET', 'MODEL', 'STUDY', 'PERSON', 'ORGANISATION'];
/** Longest tree in the log. */
const MAX_LINES = 500;

interface Branch {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/**
 * A lineage as a tree of at most 500 lines of text. An item that has already been drawn is drawn again without its branches.
 * The time is linear in the size of the graph.
 * @param leadsToAgents whether a downstream tree ends at the agents of each item.
 */
export function renderTree(
  root: string,
  lineage: DisplayLineage,
  direction: LineageDirection,
  leadsToAgents = false,
): string[] {
  const nodes = new Map(lineage.nodes.map((node) => [node.id, node]));
  const isAgent = (id: string): boolean => id !== root && nodes.get(id)?.category === 'AGENT';
  const branches = lineage.relations.map(({ source, target, label, inverseLabel }): Branch => {
    const isForward = direction === 'upstream' || (leadsToAgents && isAgent(target));
    return isForward
      ? { from: source, to: target, label }
      : { from: target, to: source, label: inverseLabel };
  });
  const branchesOf = indexBranches(branches, nodes);
  const drawn = new Set<string>();
  const lines: string[] = [];
  let omitted = 0;
  // The lines that are not drawn yet, with the text before the name, and before the lines of its branches. A list instead of
  // recursion: a chain can be longer than the call stack.
  const open = [{ id: root, head: '', indent: '' }];
  for (let line = open.pop(); line !== undefined; line = open.pop()) {
    const { id, head, indent } = line;
    const branches = branchesOf.get(id) ?? [];
    const isRepeated = drawn.has(id) && branches.length > 0;
    if (lines.length < MAX_LINES)
      lines.push(`${head}${formatNode(id, nodes.get(id))}${isRepeated ? ' (see above)' : ''}`);
    else omitted++;
    if (drawn.has(id)) continue;
    drawn.add(id);
    const last = branches.at(-1);
    for (const branch of branches.toReversed()) {
      const [fork, rest] = branch === last ? ['└─', '   '] : ['├─', '│  '];
      open.push({ id: branch.to, head: `${indent}${fork} ${branch.label} `, indent: `${indent}${rest}` });
    }
  }
  return omitted === 0 ? lines : [...lines, `… and ${omitted} more lines`];
}

function formatNode(id: string, node: DisplayNode | undefined): string {
  if (!node) return id;
  const { title, attributes, subtypeText, subtype, members } = node;
  const last = members.at(-1)?.id ?? id;
  const details = members.length > 1 ? [`${id} to ${last}`, ...attributes] : [subtype && subtypeText, id];
  const visibleDetails = details.filter((detail) => detail !== '' && detail !== title);
  return visibleDetails.length === 0 ? title : `${title} (${visibleDetails.join(', ')})`;
}

function indexBranches(
  branches: readonly Branch[],
  nodes: ReadonlyMap<string, DisplayNode>,
): ReadonlyMap<string, readonly Branch[]> {
  const rank = ({ to: id }: Branch): number => SUBTYPE_ORDER.indexOf(nodes.get(id)?.subtype ?? '') >>> 0;
  const sorted = branches.toSorted((a, b) => rank(a) - rank(b) || a.to.localeCompare(b.to));
  return Map.groupBy(sorted, ({ from }) => from);
}
