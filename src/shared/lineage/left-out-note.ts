import { formatSubtype } from './display-lineage.ts';
import type { LineageGroup } from './group-lineage.ts';
import { truncateToColumns } from './text-width.ts';
import { getVisibleName } from './visible-name.ts';

/** Runs usually share a template, an input, an organisation, a person and a study. */
const MAX_NAMES = 5;
const MAX_COLUMNS = 40;

/** Names what a picture leaves out, and why, in plain text; nothing if it leaves out nothing. */
export function listLeftOutNotes(leftOut: readonly LineageGroup[]): string[] {
  const [creations, others] = [leftOut.filter(isCreation), leftOut.filter((group) => !isCreation(group))];
  const count = creations.reduce((sum, { members }) => sum + members.length, 0);
  const creationsNote = `${others.length > 0 ? 'Also left out' : 'Left out'}: ${count} ${formatSubtype('CREATE', count)}.`;
  const isSingle = others.length === 1 && others[0]?.members.length === 1;
  return [
    ...(others.length > 0
      ? [`Left out, because many items are related to ${isSingle ? 'it' : 'them'}: ${formatNames(others)}.`]
      : []),
    ...(count > 0 ? [creationsNote] : []),
  ];
}

function formatNames(groups: readonly LineageGroup[]): string {
  const names = groups.slice(0, MAX_NAMES).map(({ id, members }) => {
    const [first] = members;
    const name = truncateToColumns(getVisibleName(first?.name, id), MAX_COLUMNS);
    return `${name} (${formatSubtype(first?.subtype ?? '', members.length)})`;
  });
  const further = groups.length - names.length;
  const list = further > 0 ? [...names, `${further} more`] : names;
  return [list.slice(0, -1).join(', '), ...list.slice(-1)].filter(Boolean).join(' and ');
}

function isCreation({ members: [first] }: LineageGroup): boolean {
  return first?.subtype === 'CREATE';
}
