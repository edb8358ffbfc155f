/** A directed, labelled link between two nodes, given by their positions. */
interface IndexedLink {
  readonly source: number;
  readonly target: number;
  readonly type: string;
}

/**
 * The coarsest partition of a graph's nodes that is finer than the given classes and in which any two nodes of one
 * class have equally many links of each type, in each direction, to each class. It is unique, so the order of nodes and
 * links does not matter. Time O(links × log nodes): every split puts all but its largest part on the list of splitters
 * (Hopcroft's rule, as in Cardon and Crochemore, "Partitioning a graph in O(|A| log |V|)").
 * @param classes a key for each node; nodes with different keys stay apart.
 * @returns the number of its class for each node, counted from 0 in the order of the nodes.
 */
export function refinePartition(classes: readonly string[], links: readonly IndexedLink[]): number[] {
  const neighbours = groupNeighboursByLabel(classes.length, links);
  const members = [...Map.groupBy(classes.keys(), (node) => classes[node]).values()].map(
    (nodes) => new Set(nodes),
  );
  const classOf = new Array<number>(classes.length).fill(0);
  members.forEach((nodes, index) => {
    for (const node of nodes) classOf[node] = index;
  });
  const queue = members.map((_, index) => index);
  const isQueued = new Set(queue);
  for (let splitter = queue.pop(); splitter !== undefined; splitter = queue.pop()) {
    isQueued.delete(splitter);
    const splitterNodes = [...(members[splitter] ?? [])];
    for (const byNode of neighbours) {
      for (const [parent, counts] of countByClass(splitterNodes, byNode, classOf)) {
        for (const part of splitClass(parent, counts, members, classOf)) {
          if (isQueued.has(part)) continue;
          isQueued.add(part);
          queue.push(part);
        }
      }
    }
  }
  return renumber(classOf);
}

/** For each label (type and direction) the nodes that link to a node by it. */
function groupNeighboursByLabel(
  size: number,
  links: readonly IndexedLink[],
): (readonly number[] | undefined)[][] {
  const labels = new Map<string, number[][]>();
  const add = (label: string, at: number, neighbour: number): void => {
    const byNode = labels.get(label) ?? new Array<number[]>(size);
    labels.set(label, byNode);
    const list = byNode[at];
    if (list) list.push(neighbour);
    else byNode[at] = [neighbour];
  };
  for (const { source, target, type } of links) {
    add(`from ${type}`, target, source);
    add(`to ${type}`, source, target);
  }
  return [...labels.values()];
}

/** How many links each neighbour has into the splitter, for each class that has such neighbours. */
function countByClass(
  splitter: readonly number[],
  byNode: readonly (readonly number[] | undefined)[],
  classOf: readonly number[],
): Map<number, Map<number, number>> {
  const result = new Map<number, Map<number, number>>();
  for (const node of splitter) {
    for (const neighbour of byNode[node] ?? []) {
      const parent = classOf[neighbour] ?? 0;
      const counts = result.get(parent) ?? new Map<number, number>();
      result.set(parent, counts);
      counts.set(neighbour, (counts.get(neighbour) ?? 0) + 1);
    }
  }
  return result;
}

/**
 * Splits a class by the counts of its nodes (0 where none is given). The largest part keeps the number of the class.
 * @returns the numbers of the new classes. The time is linear in the number of counted nodes, not in the size of the class.
 */
function splitClass(
  parent: number,
  counts: ReadonlyMap<number, number>,
  members: Set<number>[],
  classOf: number[],
): number[] {
  const rest = members[parent] ?? new Set();
  const parts = [...Map.groupBy(counts.keys(), (node) => counts.get(node)).values()];
  if (parts.length === 1 && counts.size === rest.size) return [];
  for (const node of counts.keys()) rest.delete(node);
  const all = [...(rest.size > 0 ? [rest] : []), ...parts.map((part) => new Set(part))];
  const largest = all.reduce((best, part) => (part.size > best.size ? part : best));
  members[parent] = largest;
  return all.flatMap((part) => {
    if (part === largest) return [];
    const index = members.push(part) - 1;
    for (const node of part) classOf[node] = index;
    return [index];
  });
}

function renumber(classOf: readonly number[]): number[] {
  const numbers = new Map<number, number>();
  return classOf.map((index) => {
    const number = numbers.get(index) ?? numbers.size;
    numbers.set(index, number);
    return number;
  });
}
