import type { Lineage, LineageItem } from '../group-lineage.ts';

const OTHER = [/^/, 'DATASET', 'ENTITY'] as const;
/** Kinds of items by the start of their ids. */
const KINDS = [
  [/^(run|report|c-\d*[13579]$)/, 'MODEL_RUN', 'ACTIVITY'],
  [/^creat/, 'CREATE', 'ACTIVITY'],
  [/^study/, 'STUDY', 'ACTIVITY'],
  [/^(me$|person)/, 'PERSON', 'AGENT'],
  [/^institute/, 'ORGANISATION', 'AGENT'],
  [/^template/, 'MODEL_RUN_WORKFLOW_TEMPLATE', 'ENTITY'],
  [/^results/, 'DATASET_TEMPLATE', 'ENTITY'],
  [/^model/, 'MODEL', 'ENTITY'],
] as const;

function createItem(id: string): LineageItem {
  const [, subtype, category] = KINDS.find(([start]) => start.test(id)) ?? OTHER;
  return { id, subtype, category };
}

/** @param relations source, type and target of each, with spaces between them. */
export function createLineage(relations: readonly string[]): Lineage {
  const links = relations.map((relation) => {
    const [source = '', type = '', target = ''] = relation.split(' ');
    return { source, target, type };
  });
  const ids = new Set(links.flatMap(({ source, target }) => [source, target]));
  return { items: [...ids].map(createItem), relations: links };
}

export const listNumbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Boxes of one size, and the relations of {@link createLineage} with their types as labels. */
export function createBoxes(relations: readonly string[], width: number, height: number) {
  const { items, relations: links } = createLineage(relations);
  return [
    items.map(({ id }) => ({ id, width, height })),
    links.map((link) => ({ ...link, label: link.type, width: link.type.length * 6.8, height: 17 })),
  ] as const;
}
