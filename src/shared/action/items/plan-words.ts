import { type Change, describeChange } from '../../spec/items/difference.ts';
import { formatPath } from '../../spec/json.ts';
import { show } from '../../spec/wording.ts';
import { link, literal, table } from '../runner/markdown.ts';
import type { WebPages } from '../web-pages.ts';
import type { PlannedItem } from './plan.ts';
import type { StoredItem } from './stored-item.ts';

const VERB = { create: 'create', update: 'update', keep: 'unchanged' } as const;

/** A plan for people, a line for each document and one for each field that changes. */
export function describePlan({ document, action, found, changes }: PlannedItem): string[] {
  const differs = action === 'keep' && changes.length > 0;
  const what = differs ? 'reuse as it is, though it differs' : VERB[action];
  const head = `${what}: ${document.name} (${document.kind.name}${found ? `, ${found.item.id}, found by its ${found.by}` : ''})`;
  return [head, ...changes.map((change) => `    ${describeChange(change)}`)];
}

/** A plan as an output. */
export function planOutput(planned: readonly PlannedItem[], ids: ReadonlyMap<string, string>) {
  return planned.map(({ document, action, found, changes }) => ({
    document: document.name,
    kind: document.kind.name,
    action,
    id: found?.item.id ?? ids.get(document.name),
    changes: changesOutput(changes),
  }));
}

/** A plan, or what became of it, for the summary. */
export function changesTable(
  planned: readonly PlannedItem[],
  ids: ReadonlyMap<string, string>,
  pages: WebPages,
): string {
  const rows = planned.map(({ document, action, found, changes }) => {
    const id = found?.item.id ?? ids.get(document.name);
    return [
      literal(document.name),
      literal(document.kind.name),
      VERB[action],
      id ? link(id, pages.item(id)) : '',
      literal(changes.map(describeChange).join('; ')),
    ];
  });
  return table(['document', 'kind', 'what', 'item', 'changes'], rows);
}

/** Changes as an output. */
export function changesOutput(changes: readonly Change[]) {
  return changes.map(({ path, before, after }) => ({ field: formatPath(path), before, after }));
}

/** What changes in one item, for the summary. */
export function changesSummary(
  item: StoredItem,
  changes: readonly Change[],
  pages: WebPages,
  verb: 'changed' | 'would change',
): string {
  const head = link(item.name, pages.item(item.id));
  if (changes.length === 0) return `${head}: nothing ${verb === 'changed' ? 'changes' : verb}.`;
  const rows = changes.map(({ path, before, after }) =>
    [formatPath(path), show(before ?? null), show(after ?? null)].map(literal),
  );
  return `${head}: ${changes.length} ${changes.length === 1 ? 'field' : 'fields'} ${verb}.\n\n${table(['field', 'before', 'after'], rows)}`;
}
