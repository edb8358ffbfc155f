import type { StoredLink } from './graph.ts';

/** A state of a path through the graph: a node, and the phase of the query. */
export type PathState = { id: string; phase: number };
export type Step = { link: StoredLink; to: PathState };

export type PathQuery = {
  /** The next steps from a state. */
  steps(position: PathState): Step[];
  /** Whether a path of at least one link can end here. */
  ends(position: PathState): boolean;
};

type Edge = { from: string; step: Step };

/** Limit of the exact search for one link, in steps. Beyond it, the link is omitted. */
const MAX_STEPS = 20_000;

/**
 * The links on at least one path of at most `depth` links from the start to an end. As in the graph database, a path
 * can visit a node twice, but no link. Links are in the order in which they are first reached.
 */
export function findLinksOnPaths(start: PathState, query: PathQuery, depth: number): StoredLink[] {
  const memoizedQuery = { ...query, steps: memoize(query.steps) };
  const { distance, reached, parent } = walk(start, memoizedQuery, depth);
  const toEnd = findPathsToEnd(reached, memoizedQuery);
  const candidates = reached.filter(({ from, step }) => {
    const rest = toEnd.get(createKey(step.to));
    return rest !== undefined && (distance.get(from) ?? depth) + 1 + rest.length <= depth;
  });
  const found = new Set<StoredLink>();
  for (const { from, step } of candidates) {
    if (found.has(step.link)) continue;
    const shortest = [...buildPath(from, parent), step.link, ...(toEnd.get(createKey(step.to)) ?? [])];
    const path =
      new Set(shortest).size === shortest.length
        ? shortest
        : findDetour(start, step.link, memoizedQuery, { depth, toEnd });
    for (const link of path ?? []) found.add(link);
  }
  return [...new Set(candidates.map(({ step }) => step.link))].filter((link) => found.has(link));
}

/** Computes the steps from each state once. A link is the same object from both ends. */
function memoize(steps: PathQuery['steps']): PathQuery['steps'] {
  const cache = new Map<string, Step[]>();
  const links = new Map<number, StoredLink>();
  const unify = ({ link, to }: Step): Step => {
    const same = links.get(link.number) ?? link;
    links.set(link.number, same);
    return { link: same, to };
  };
  return (position) => {
    const from = cache.get(createKey(position)) ?? steps(position).map(unify);
    cache.set(createKey(position), from);
    return from;
  };
}

/** Visits all reachable states, breadth first. */
function walk(start: PathState, query: PathQuery, depth: number) {
  const distance = new Map([[createKey(start), 0]]);
  const parent = new Map<string, Edge>();
  const reached: Edge[] = [];
  let frontier = [start];
  for (let steps = 1; steps <= depth && frontier.length > 0; steps++) {
    const next: PathState[] = [];
    for (const position of frontier) {
      for (const step of query.steps(position)) {
        const edge = { from: createKey(position), step };
        reached.push(edge);
        const key = createKey(step.to);
        if (distance.has(key)) continue;
        distance.set(key, steps);
        parent.set(key, edge);
        next.push(step.to);
      }
    }
    frontier = next;
  }
  return { distance, reached, parent };
}

/** The shortest path to an end, for each state that leads to one. */
function findPathsToEnd(reached: Edge[], query: PathQuery): Map<string, StoredLink[]> {
  const into = Map.groupBy(reached, ({ step }) => createKey(step.to));
  const paths = new Map<string, StoredLink[]>();
  let frontier: string[] = [];
  for (const { step } of reached) {
    const key = createKey(step.to);
    if (paths.has(key) || !query.ends(step.to)) continue;
    paths.set(key, []);
    frontier.push(key);
  }
  while (frontier.length > 0) {
    const next: string[] = [];
    for (const key of frontier) {
      for (const { from, step } of into.get(key) ?? []) {
        if (paths.has(from)) continue;
        paths.set(from, [step.link, ...(paths.get(key) ?? [])]);
        next.push(from);
      }
    }
    frontier = next;
  }
  return paths;
}

function buildPath(key: string, parent: Map<string, Edge>): StoredLink[] {
  const path: StoredLink[] = [];
  for (let edge = parent.get(key); edge; edge = parent.get(edge.from)) path.unshift(edge.step.link);
  return path;
}

/**
 * Searches a path over a link exactly, for links whose shortest path would visit a link twice. `toEnd` has the shortest path to
 * the end, by the key of a state.
 */
function findDetour(
  start: PathState,
  over: StoredLink,
  query: PathQuery,
  { depth, toEnd }: { depth: number; toEnd: ReadonlyMap<string, StoredLink[]> },
) {
  let budget = MAX_STEPS;
  const search = (position: PathState, path: StoredLink[]): StoredLink[] | undefined => {
    if (path.length > 0 && query.ends(position) && path.includes(over)) return path;
    for (const { link, to } of query.steps(position)) {
      const rest = toEnd.get(createKey(to));
      if (!rest || path.includes(link) || path.length + 1 + rest.length > depth || budget-- <= 0) continue;
      const found = search(to, [...path, link]);
      if (found) return found;
    }
    return undefined;
  };
  return search(start, []);
}

function createKey({ id, phase }: PathState): string {
  return `${phase} ${id}`;
}
