import { formatSubtype } from './display-lineage.ts';
import type { LineageGroup } from './group-lineage.ts';
import { truncateToColumns } from './text-width.ts';
import { getVisibleName } from './visible-name.ts';

/** Runs usually share a template, an input, an organisation, a person and a study. */
const MAX_NAMES = 5;
const MAX_COLUMNS = 40;

/** Names what a picture leaves out, in plain text; nothing if it leaves out nothing. */
export function listLeftOutNotes(leftOut: readonly LineageGroup[]): string[] {
  const [creations, others] = [leftOut.filter(isCreation), leftOut.filter((group) => !isCreation(group))];
  const names = others.slice(0, MAX_NAMES).map(({ id, members }) => {
    const [first] = members;
    const name = truncateToColumns(getVisibleName(first?.name, id), MAX_COLUMNS);
    return `${name} (${formatSubtype(first?.subtype ?? '', members.length)})`;
  });
  if (others.length > names.length) names.push(`${others.length - names.length} more`);
  const count = creations.reduce((sum, { members }) => sum + members.length, 0);
  if (count > 0) names.push(`${count} ${formatSubtype('CREATE', count)}`);
  const list = [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ');
  return list === '' ? [] : [`Left out to keep the picture clear: ${list}.`];
}

function isCreation({ members: [first] }: LineageGroup): boolean {
  return first?.subtype === 'CREATE';
}
