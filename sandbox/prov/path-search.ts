import type { StoredLink } from './graph.ts';

/** A state of a path through the graph: a node, and the phase of the query. */
export type PathState = { id: string; phase: number };
export type Step = { link: StoredLink; to: PathState };

/** The paths that a query looks for. */
export type PathQuery = {
  /** The next steps from a state. */
  steps(place: PathState): Step[];
  /** Whether a path of at least one link can end here. */
  ends(place: PathState): boolean;
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
  const toEnd = computeDistancesToEnd(reached, memoizedQuery);
  const candidates = reached.filter(({ from, step }) => {
    const there = toEnd.get(createKey(step.to));
    return there !== undefined && (distance.get(from) ?? depth) + 1 + there.length <= depth;
  });
  const sure = new Set<StoredLink>();
  for (const { from, step } of candidates) {
    if (sure.has(step.link)) continue;
    const way = [...buildPath(from, parent), step.link, ...(toEnd.get(createKey(step.to)) ?? [])];
    const trail =
      new Set(way).size === way.length
        ? way
        : findDetour({ start, over: step.link, depth, toEnd }, memoizedQuery);
    for (const link of trail ?? []) sure.add(link);
  }
  return [...new Set(candidates.map(({ step }) => step.link))].filter((link) => sure.has(link));
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
  return (place) => {
    const from = cache.get(createKey(place)) ?? steps(place).map(unify);
    cache.set(createKey(place), from);
    return from;
  };
}

/** Visits all reachable states, breadth first. */
function walk(start: PathState, query: PathQuery, depth: number) {
  const distance = new Map([[createKey(start), 0]]);
  const parent = new Map<string, Edge>();
  const reached: Edge[] = [];
  let front = [start];
  for (let far = 1; far <= depth && front.length > 0; far++) {
    const next: PathState[] = [];
    for (const place of front) {
      for (const step of query.steps(place)) {
        const edge = { from: createKey(place), step };
        reached.push(edge);
        const key = createKey(step.to);
        if (distance.has(key)) continue;
        distance.set(key, far);
        parent.set(key, edge);
        next.push(step.to);
      }
    }
    front = next;
  }
  return { distance, reached, parent };
}

/** The shortest distance to an end, for each state that leads to one. */
function computeDistancesToEnd(reached: Edge[], query: PathQuery): Map<string, StoredLink[]> {
  const into = Map.groupBy(reached, ({ step }) => createKey(step.to));
  const ways = new Map<string, StoredLink[]>();
  let front: string[] = [];
  for (const { step } of reached) {
    const key = createKey(step.to);
    if (ways.has(key) || !query.ends(step.to)) continue;
    ways.set(key, []);
    front.push(key);
  }
  while (front.length > 0) {
    const next: string[] = [];
    for (const key of front) {
      for (const { from, step } of into.get(key) ?? []) {
        if (ways.has(from)) continue;
        ways.set(from, [step.link, ...(ways.get(key) ?? [])]);
        next.push(from);
      }
    }
    front = next;
  }
  return ways;
}

function buildPath(key: string, parent: Map<string, Edge>): StoredLink[] {
  const path: StoredLink[] = [];
  for (let edge = parent.get(key); edge; edge = parent.get(edge.from)) path.unshift(edge.step.link);
  return path;
}

interface DetourSearch {
  readonly start: PathState;
  readonly over: StoredLink;
  readonly depth: number;
  /** The shortest path to the end, by the key of a state. */
  readonly toEnd: ReadonlyMap<string, StoredLink[]>;
}

/** Searches a path over a link exactly, for links whose shortest path would visit a link twice. */
function findDetour({ start, over, depth, toEnd }: DetourSearch, query: PathQuery) {
  let budget = MAX_STEPS;
  const search = (place: PathState, way: StoredLink[]): StoredLink[] | undefined => {
    if (way.length > 0 && query.ends(place) && way.includes(over)) return way;
    for (const { link, to } of query.steps(place)) {
      const rest = toEnd.get(createKey(to));
      if (!rest || way.includes(link) || way.length + 1 + rest.length > depth || budget-- <= 0) continue;
      const path = search(to, [...way, link]);
      if (path) return path;
    }
    return undefined;
  };
  return search(start, []);
}

function createKey({ id, phase }: PathState): string {
  return `${phase} ${id}`;
}
