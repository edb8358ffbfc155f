import { formatCount } from '../../format-count.ts';
import { type DisplayLineage, listCountNotes } from '../../lineage/display-lineage.ts';
import { COARSE_NOTE, type FittedLineage, TOO_LARGE_NOTE } from '../../lineage/fit-lineage.ts';
import { listLeftOutNotes } from '../../lineage/left-out-note.ts';
import { MAX_NAME_LOOKUPS } from './item-details.ts';

/** Replaces the picture of an item that is not in the graph. */
export const EMPTY_NOTE = 'The provenance graph has no relations of this item.';

/** Notes for the reader of a picture about what it simplifies or leaves out, and why, in plain text. */
export function listPictureNotes(fitted: FittedLineage | undefined): string[] {
  if (!fitted) return [TOO_LARGE_NOTE];
  if (fitted.groups.length === 0) return [EMPTY_NOTE];
  const inlined = [...fitted.inlined.values()].flatMap((items) => items.map(({ group }) => group));
  const unnamed = [...new Set([...fitted.groups, ...inlined])].filter(
    ({ members: [first, second] }) => !second && first?.name === undefined,
  ).length;
  return [
    ...(fitted.isCoarse ? [COARSE_NOTE] : []),
    ...listLeftOutNotes(fitted.leftOut),
    ...(unnamed > 0 ? [formatUnnamedItems(unnamed, countItems(fitted))] : []),
  ];
}

export const ARROW_NOTE = 'Arrows point from a result to what it came from.';

/** What the marks of a picture mean. */
export function listMarkNotes(lineage: DisplayLineage): string[] {
  const { nodes, relations } = lineage;
  return [
    ...(nodes.length > 0 ? ['Thick border: this item.'] : []),
    ...(nodes.some(({ members }) => members.length > 1) ? ['Dashed: several similar items.'] : []),
    ...listCountNotes(lineage),
    ...(relations.length > 0 ? [ARROW_NOTE] : []),
  ];
}

function formatUnnamedItems(unnamed: number, total: number): string {
  const items = formatCount(unnamed, 'item');
  const verb = unnamed === 1 ? 'is shown by its handle' : 'are shown by their handles';
  return total <= MAX_NAME_LOOKUPS
    ? `${items} that cannot be read ${verb}.`
    : `${items} ${verb}: not readable, or not among the ${MAX_NAME_LOOKUPS} items that are looked up.`;
}

/** All items of the lineage: names of items without a box are looked up, too. */
function countItems({ groups, unboxed }: FittedLineage): number {
  return [...groups, ...unboxed].reduce((sum, { members }) => sum + members.length, 0);
}
