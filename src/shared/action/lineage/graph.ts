import type { Graph } from '../../export/query-lineage.ts';
import { formatCount } from '../../format-count.ts';
import {
  type GroupedLineage,
  type GroupMode,
  groupLineage,
  isGroupedSubtype,
  type Lineage,
} from '../../lineage/group-lineage.ts';
import { nameVersions } from '../../lineage/item-versions.ts';
import type { ItemDetails } from './item-details.ts';

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

/**
 * The ids whose names matter most for a picture, best first: the root, single items of kinds that are never grouped, other
 * single items, then members of each group in turn, from its first and last to those in the middle.
 */
export function listIdsByWeight({ groups }: GroupedLineage, root: string, limit: number): string[] {
  const single = groups.flatMap(({ members }) => (members.length === 1 ? members : []));
  // A picture in coarser groups has fewer runs and datasets, but still all others.
  const byKind = Map.groupBy(single, ({ subtype }) => isGroupedSubtype(subtype));
  const singleIds = [false, true].flatMap((isGrouped) => byKind.get(isGrouped) ?? []).map(({ id }) => id);
  const ids = new Set([root, ...singleIds]);
  let open = groups.filter(({ members }) => members.length > 1);
  for (let rank = 0; open.length > 0 && ids.size < limit; rank++) {
    for (const { members } of open) {
      for (const member of [members[rank], members[members.length - 1 - rank]])
        if (member) ids.add(member.id);
    }
    open = open.filter(({ members }) => members.length > 2 * (rank + 1));
  }
  return [...ids].slice(0, limit);
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
