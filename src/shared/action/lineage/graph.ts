import type { Provena } from '../../client/index.ts';
import type { Graph } from '../../export/query-lineage.ts';
import { formatCount } from '../../format-count.ts';
import {
  type GroupedLineage,
  type GroupMode,
  groupLineage,
  type Lineage,
  type LineageGroup,
} from '../../lineage/group-lineage.ts';
import { nameVersions } from '../../lineage/item-versions.ts';
import { fetchItemDetails, type ItemDetails, MAX_NAME_LOOKUPS } from './item-details.ts';

/**
 * Groups a graph by its structure alone, before any item is fetched.
 * @param root id of the item that the graph is of.
 */
export function groupGraph({ nodes, links }: Graph, mode: GroupMode, root: string): GroupedLineage {
  const items = nodes.map(({ id, item_category, item_subtype }) => ({
    id,
    ...(item_category ? { category: item_category } : {}),
    ...(item_subtype ? { subtype: item_subtype } : {}),
  }));
  return groupLineage({ items, relations: links } satisfies Lineage, mode, [root]);
}

/** Subtypes with many items in one graph, whose names are looked up after those of all others. */
const NUMEROUS_SUBTYPES: ReadonlySet<string> = new Set(['MODEL_RUN', 'DATASET', 'DATASET_TEMPLATE']);
/** Subtypes whose names only repeat handles: `Created item 10378.1/1234567`. */
const NAMELESS_SUBTYPES: ReadonlySet<string> = new Set(['CREATE', 'VERSION']);

/**
 * The ids whose names matter most for a picture, best first: the root, single items such as models and people, other single
 * items from the nearest to the farthest, then members of each group in turn, from its first and last to those in the middle.
 * Creations and new versions come after all others.
 */
export function listIdsByWeight(lineage: GroupedLineage, root: string, limit: number): string[] {
  const distances = measureDistances(lineage, root);
  const farthest = lineage.groups.length;
  const rank = ({ id, members: [first] }: LineageGroup): number =>
    (NUMEROUS_SUBTYPES.has(first?.subtype ?? '') ? farthest : 0) + (distances.get(id) ?? farthest);
  const sorted = lineage.groups.toSorted((a, b) => rank(a) - rank(b));
  const byNameless = Map.groupBy(sorted, ({ members: [first] }) =>
    NAMELESS_SUBTYPES.has(first?.subtype ?? ''),
  );
  const ids = new Set([root]);
  for (const groups of [byNameless.get(false) ?? [], byNameless.get(true) ?? []]) {
    for (const { id, members } of groups) if (members.length === 1) ids.add(id);
    let remaining = groups.filter(({ members }) => members.length > 1);
    for (let index = 0; remaining.length > 0 && ids.size < limit; index++) {
      for (const { members } of remaining) {
        for (const member of [members[index], members[members.length - 1 - index]])
          if (member) ids.add(member.id);
      }
      remaining = remaining.filter(({ members }) => members.length > 2 * (index + 1));
    }
  }
  return [...ids].slice(0, limit);
}

/**
 * The distance of each group that is upstream or downstream of the root. A walk that changes its direction at a person would
 * find everything that the person has done near the root.
 */
function measureDistances({ relations }: GroupedLineage, root: string): ReadonlyMap<string, number> {
  const distances = new Map<string, number>();
  for (const [from, to] of [
    ['source', 'target'],
    ['target', 'source'],
  ] as const) {
    const steps = Map.groupBy(relations, (relation) => relation[from]);
    const found = new Map([[root, 0]]);
    // The map grows while it is read.
    for (const [id, distance] of found) {
      for (const { [to]: next } of steps.get(id) ?? []) if (!found.has(next)) found.set(next, distance + 1);
      distances.set(id, Math.min(distance, distances.get(id) ?? distance));
    }
  }
  return distances;
}

/** The same groups with names, and with versions where two versions of an item are in the graph. */
export function nameGroups(
  { groups, relations }: GroupedLineage,
  details: ReadonlyMap<string, ItemDetails>,
): GroupedLineage {
  const items = groups.flatMap(({ members }) =>
    members.map((member) => {
      const known = details.get(member.id);
      return known ? { ...member, name: known.name, attributes: known.attributes } : member;
    }),
  );
  const namedItems = new Map(nameVersions(items, details).map((item) => [item.id, item]));
  return {
    groups: groups.map(({ id, members }) => ({
      id,
      members: members.map((member) => namedItems.get(member.id) ?? member),
    })),
    relations,
  };
}

/** `5 items, 4 relations within 2 steps`, for logs and summaries. */
export function formatGraphSize(
  { nodes, links }: { readonly nodes: readonly unknown[]; readonly links: readonly unknown[] },
  depth: number,
): string {
  return `${formatCount(nodes.length, 'item')}, ${formatCount(links.length, 'relation')} within ${formatCount(depth, 'step')}`;
}

/**
 * Fetches the names of the items of a grouped graph, and names its groups.
 * @param ids items whose details are required; by default, those whose names matter most are fetched, {@link MAX_NAME_LOOKUPS} at most.
 */
export async function nameLineage(
  unnamed: GroupedLineage,
  root: string,
  provena: Pick<Provena, 'registry'>,
  signal: AbortSignal,
  ids?: readonly string[],
): Promise<{ readonly lineage: GroupedLineage; readonly details: ReadonlyMap<string, ItemDetails> }> {
  const fetched = ids ?? listIdsByWeight(unnamed, root, MAX_NAME_LOOKUPS);
  const details = await fetchItemDetails(fetched, provena, signal, ids !== undefined);
  return { lineage: nameGroups(unnamed, details), details };
}
