import type { StoredLink } from '../../prov/graph.ts';
import type { Subtype } from '../../registry/models/subtypes.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { findItem, getName } from '../parts/items.ts';

export const DIRECTIONS = ['both', 'upstream', 'downstream'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Which kinds are walked through. */
export const SCOPES = ['all', 'data'] as const;
export type Scope = (typeof SCOPES)[number];
const DATA_SUBTYPES: readonly Subtype[] = ['DATASET', 'MODEL_RUN'];

export type LineageQuery = { direction: Direction; scope: Scope; depth: number };

export type LineageNode = { id: string; name: string; subtype: Subtype; steps: number };
export type LineageLink = { source: string; relation: string; target: string };
/** `cut` says that there was more than is drawn. */
export type Lineage = { nodes: LineageNode[]; links: LineageLink[]; isTruncated: boolean };

/** Nodes that are drawn at most: more can be neither laid out quickly nor read. */
const MAX_NODES = 150;

/** What an item came from, what came of it, or both, as far as it is so many steps away. */
export function findLineage(
  state: SandboxState,
  start: string,
  { direction, scope, depth }: LineageQuery,
): Lineage {
  const { graph } = state;
  const fits = ({ next }: Step) =>
    scope === 'all' || DATA_SUBTYPES.some((subtype) => subtype === graph.node(next)?.item_subtype);
  const reach: WalkState = { steps: new Map([[start, 0]]), links: new Map(), isTruncated: false };
  // each way by itself: whoever turned round on the way would meet everything else that a person has done
  if (direction !== 'downstream') {
    walk(reach, start, depth, (id) =>
      graph
        .outgoing(id)
        .map((link) => ({ link, next: link.target }))
        .filter(fits),
    );
  }
  if (direction !== 'upstream') {
    walk(reach, start, depth, (id) =>
      graph
        .incoming(id)
        .map((link) => ({ link, next: link.source }))
        .filter(fits),
    );
  }
  const nodes = [...reach.steps].map(([id, far]) => createNode(state, id, far));
  return { nodes, links: [...reach.links.values()], isTruncated: reach.isTruncated };
}

type WalkState = { steps: Map<string, number>; links: Map<string, LineageLink>; isTruncated: boolean };
type Step = { link: StoredLink; next: string };

/** Adds what lies in one direction, the nearest first. */
function walk(reach: WalkState, start: string, depth: number, stepsFrom: (id: string) => Step[]): void {
  const seen = new Map([[start, 0]]);
  for (const [id, far] of seen) {
    if (far === depth) continue;
    for (const { link, next } of stepsFrom(id)) {
      if (!reach.steps.has(next) && reach.steps.size === MAX_NODES) {
        reach.isTruncated = true;
        continue;
      }
      if (!seen.has(next)) seen.set(next, far + 1); // which this loop comes to
      if (!reach.steps.has(next)) reach.steps.set(next, far + 1);
      reach.links.set(JSON.stringify([link.source, link.relation, link.target]), link);
    }
  }
}

function createNode(state: SandboxState, id: string, steps: number): LineageNode {
  const item = findItem(state, id);
  const subtype = item?.item_subtype ?? state.graph.node(id)?.item_subtype ?? 'MODEL_RUN';
  return { id, name: item ? getName(item) : id, subtype, steps };
}
