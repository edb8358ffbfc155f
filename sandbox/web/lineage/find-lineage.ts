import type { Lineage, LineageItem } from '../../../src/shared/lineage/group-lineage.ts';
import { type ItemVersion, nameVersions } from '../../../src/shared/lineage/item-versions.ts';
import { createRunAttributes } from '../../../src/shared/lineage/run-attributes.ts';
import type { StoredLink } from '../../prov/graph.ts';
import type { Subtype } from '../../registry/models/subtypes.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { getCategory } from '../kind-labels.ts';
import { findItem } from '../parts/items.ts';

export const DIRECTIONS = ['both', 'upstream', 'downstream'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Which kinds are followed. */
export const SCOPES = ['all', 'data'] as const;
export type Scope = (typeof SCOPES)[number];
const DATA_SUBTYPES: readonly Subtype[] = ['DATASET', 'MODEL_RUN'];

export type LineageQuery = { direction: Direction; scope: Scope; depth: number };

export type FoundLineage = {
  lineage: Lineage;
  /** Links between an item and the one that the lineage is of, by item id. */
  steps: ReadonlyMap<string, number>;
  /** Whether there are more items than are read. */
  isTruncated: boolean;
};

/** Items that are read at most, so that a page takes seconds at the most. */
const MAX_ITEMS = 20_000;

/** The upstream or downstream lineage of an item, or both, as far as it is so many steps away. */
export function findLineage(
  state: SandboxState,
  start: string,
  { direction, scope, depth }: LineageQuery,
): FoundLineage {
  const { graph } = state;
  const isFollowed = ({ next }: Step) =>
    scope === 'all' || DATA_SUBTYPES.some((subtype) => subtype === graph.node(next)?.item_subtype);
  const walk: Walk = { steps: new Map([[start, 0]]), links: new Map(), isTruncated: false };
  // Each direction separately: a walk that changes direction at a person would find everything that the person has done.
  const listSteps: Record<Exclude<Direction, 'both'>, (id: string) => Step[]> = {
    upstream: (id) => graph.outgoing(id).map((link) => ({ link, next: link.target })),
    downstream: (id) => graph.incoming(id).map((link) => ({ link, next: link.source })),
  };
  for (const one of direction === 'both' ? (['upstream', 'downstream'] as const) : [direction])
    followLinks(walk, start, depth, (id) => listSteps[one](id).filter(isFollowed));
  const { steps, links, isTruncated } = walk;
  const relations = [...links.values()].map(({ source, relation, target }) => ({
    source,
    target,
    type: relation,
  }));
  return { lineage: { items: readItems(state, [...steps.keys()]), relations }, steps, isTruncated };
}

type Walk = { steps: Map<string, number>; links: Map<string, StoredLink>; isTruncated: boolean };
type Step = { link: StoredLink; next: string };

/** Adds the items of one direction, the nearest first. */
function followLinks(
  walk: Walk,
  start: string,
  depth: number,
  listSteps: (id: string) => readonly Step[],
): void {
  const distances = new Map([[start, 0]]);
  for (const [id, distance] of distances) {
    if (distance === depth) continue;
    for (const { link, next } of listSteps(id)) {
      if (!walk.steps.has(next) && walk.steps.size === MAX_ITEMS) {
        walk.isTruncated = true;
        continue;
      }
      if (!distances.has(next)) distances.set(next, distance + 1); // this loop comes to it later
      if (!walk.steps.has(next)) walk.steps.set(next, distance + 1);
      walk.links.set(JSON.stringify([link.source, link.relation, link.target]), link);
    }
  }
}

/** Annotations that the actions add to recognize their own runs. */
const TECHNICAL_ANNOTATION = /^(ci_|document_|idempotency_key$|content_fingerprint$)/;

function readItems(state: SandboxState, ids: readonly string[]): LineageItem[] {
  const versions = new Map<string, ItemVersion>();
  const items = ids.map((id): LineageItem => {
    const item = findItem(state, id);
    const subtype = item?.item_subtype ?? state.graph.node(id)?.item_subtype ?? 'MODEL_RUN';
    const { version, next_version: nextVersion } = item?.versioning_info ?? {};
    versions.set(id, { version, nextVersion });
    const record = item?.['record'];
    return {
      id,
      subtype,
      category: getCategory(subtype),
      name: item?.display_name,
      ...(typeof record === 'object' && record !== null
        ? { attributes: createRunAttributes(record, (name) => TECHNICAL_ANNOTATION.test(name)) }
        : {}),
    };
  });
  return nameVersions(items, versions);
}
