import { getVisibleName } from './clean-text.ts';
import { formatSubtype } from './display-lineage.ts';
import type { LineageGroup } from './group-lineage.ts';
import { truncateToColumns } from './text-width.ts';

const MAX_NAMES = 3;
const MAX_COLUMNS = 40;

/** Names what a picture leaves out, and why, in plain text; nothing if it leaves out nothing. */
export function listLeftOutNotes(leftOut: readonly LineageGroup[]): string[] {
  if (leftOut.length === 0) return [];
  const [creations, others] = [leftOut.filter(isCreation), leftOut.filter((group) => !isCreation(group))];
  const names = others.slice(0, MAX_NAMES).map(({ id, members }) => {
    const [first] = members;
    const name = truncateToColumns(getVisibleName(first?.name, id), MAX_COLUMNS);
    return `${name} (${formatSubtype(first?.subtype ?? '', members.length)})`;
  });
  const further = others.length - names.length;
  const list = [...names, ...(further > 0 ? [`${further} more`] : [])];
  const text = list.length === 1 ? list[0] : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
  const count = creations.reduce((sum, { members }) => sum + members.length, 0);
  return [
    `Left out, because many items are related to them: ${text}.`,
    ...(count > 0 ? [`Also left out: ${count} ${formatSubtype('CREATE', count)}.`] : []),
  ];
}

function isCreation({ members: [first] }: LineageGroup): boolean {
  return first?.subtype === 'CREATE';
}
