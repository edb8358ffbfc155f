import type { StoredLink } from './graph.ts';

/** A place on a way through the graph: a node, and how far the way is in the question's own terms. */
export type PathState = { id: string; phase: number };
export type Step = { link: StoredLink; to: PathState };

/** What ways are looked for. */
export type PathQuery = {
  /** Where a way can go on from a place. */
  steps(place: PathState): Step[];
  /** Whether a way may end here, once it has left its start. */
  ends(place: PathState): boolean;
};

type Edge = { from: string; step: Step };

/** Steps of exact search that one link may cost before it is left out. */
const MAX_STEPS = 20_000;

/**
 * The links that lie on at least one way of at most `depth` links from the start to an end. As in the graph database, a way may
 * pass a node twice but no link twice. Links are in the order in which they are first reached.
 */
export function findLinksOnPaths(start: PathState, asked: PathQuery, depth: number): StoredLink[] {
  const question = { ...asked, steps: memoize(asked.steps) };
  const { distance, reached, parent } = walk(start, question, depth);
  const toEnd = distancesToEnd(reached, question);
  const candidates = reached.filter(({ from, step }) => {
    const there = toEnd.get(createKey(step.to));
    return there !== undefined && (distance.get(from) ?? depth) + 1 + there.length <= depth;
  });
  const sure = new Set<StoredLink>();
  for (const { from, step } of candidates) {
    if (sure.has(step.link)) continue;
    const way = [...buildPath(from, parent), step.link, ...(toEnd.get(createKey(step.to)) ?? [])];
    const trail =
      new Set(way).size === way.length ? way : findDetour(start, step.link, question, depth, toEnd);
    for (const link of trail ?? []) sure.add(link);
  }
  return [...new Set(candidates.map(({ step }) => step.link))].filter((link) => sure.has(link));
}

/** Computes the steps from a place once. A link is the same object from whichever end it is reached. */
function memoize(steps: PathQuery['steps']): PathQuery['steps'] {
  const known = new Map<string, Step[]>();
  const links = new Map<number, StoredLink>();
  const unify = ({ link, to }: Step): Step => {
    const same = links.get(link.number) ?? link;
    links.set(link.number, same);
    return { link: same, to };
  };
  return (place) => {
    const from = known.get(createKey(place)) ?? steps(place).map(unify);
    known.set(createKey(place), from);
    return from;
  };
}

/** Everything within reach, breadth first. */
function walk(start: PathState, question: PathQuery, depth: number) {
  const distance = new Map([[createKey(start), 0]]);
  const parent = new Map<string, Edge>();
  const reached: Edge[] = [];
  let front = [start];
  for (let far = 1; far <= depth && front.length > 0; far++) {
    const next: PathState[] = [];
    for (const place of front) {
      for (const step of question.steps(place)) {
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

/** For each place from which an end can be reached, the shortest way there. */
function distancesToEnd(reached: Edge[], question: PathQuery): Map<string, StoredLink[]> {
  const into = Map.groupBy(reached, ({ step }) => createKey(step.to));
  const ways = new Map<string, StoredLink[]>();
  let front: string[] = [];
  for (const { step } of reached) {
    const key = createKey(step.to);
    if (ways.has(key) || !question.ends(step.to)) continue;
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

/** A way over a link by exact search, for links whose shortest way would pass some link twice. */
function findDetour(
  start: PathState,
  over: StoredLink,
  question: PathQuery,
  depth: number,
  toEnd: Map<string, StoredLink[]>,
) {
  let budget = MAX_STEPS;
  const search = (place: PathState, way: StoredLink[]): StoredLink[] | undefined => {
    if (way.length > 0 && question.ends(place) && way.includes(over)) return way;
    for (const { link, to } of question.steps(place)) {
      const rest = toEnd.get(createKey(to));
      if (!rest || way.includes(link) || way.length + 1 + rest.length > depth || budget-- <= 0) continue;
      const found = search(to, [...way, link]);
      if (found) return found;
    }
    return undefined;
  };
  return search(start, []);
}

function createKey({ id, phase }: PathState): string {
  return `${phase} ${id}`;
}
