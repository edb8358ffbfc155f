import { formatPath } from '../../client/json/format-path.ts';
import { type Change, formatChange, formatSides } from '../../documents/items/difference.ts';
import type { LinkedDocument } from '../../documents/items/references.ts';
import { formatCount } from '../../format-count.ts';
import type { WebPages } from '../lifecycle/web-pages.ts';
import { escapeMarkdown, formatLink, formatLongTable, formatTable } from '../runner/markdown/markdown.ts';
import type { PlannedItem } from './plan-items.ts';
import type { StoredItem } from './stored-item.ts';

function getActionLabel({ action, changes }: PlannedItem): string {
  if (action === 'create') return 'create';
  if (action === 'keep') return changes.length > 0 ? 'not updated, because if-exists is reuse' : 'unchanged';
  return changes.length > 0 ? 'update' : 'update what the item records about its document';
}

/** Formats an entry of a plan for the log: one line for the document and one for each changed field. */
export function formatPlan(planned: PlannedItem): string[] {
  const { document, match, changes } = planned;
  const item = match ? `, ${match.item.id}, matched by ${match.matchedBy}` : '';
  return [
    `${getActionLabel(planned)}: ${document.name} (${document.kind.name}${item})`,
    ...changes.map((change) => `    ${formatChange(change)}${formatVersionReference(document, change)}`),
  ];
}

/** Why a reference changes: the item of the other document has a new version. */
function formatVersionReference({ links }: LinkedDocument, { path, before, after }: Change): string {
  const link = links.find((candidate) => formatPath(candidate.path) === formatPath(path));
  return link && before !== undefined && after !== undefined
    ? ` (follows the latest version of ${link.to.name})`
    : '';
}

/** Formats the values that someone else changed in an item, one line per field. */
export function formatDrift({ document, match, drift }: PlannedItem): string[] {
  return drift.map((change) => {
    const [before, after] = formatSides(change);
    return `${document.name} (${match?.item.id}): ${formatPath(change.path)} was changed outside of the document to ${after}; the document has ${before}`;
  });
}

/** Converts the drift of a plan to an output. */
export function toDriftOutput(planned: readonly PlannedItem[]) {
  return planned.flatMap(({ document, match, drift }) =>
    drift.map(({ path, before, after }) => ({
      document: document.name,
      id: match?.item.id,
      field: formatPath(path),
      'document-value': before,
      'item-value': after,
    })),
  );
}

/** Converts a plan to an output. */
export function toItemPlanOutput(planned: readonly PlannedItem[], ids: ReadonlyMap<string, string>) {
  return planned.map(({ document, action, match, changes }) => ({
    document: document.name,
    kind: document.kind.name,
    action,
    id: match?.item.id ?? ids.get(document.name),
    changes: toChangesOutput(changes),
  }));
}

/** Formats a plan, or its result, for the summary: items that change first. */
export function formatItemPlanTable(
  planned: readonly PlannedItem[],
  ids: ReadonlyMap<string, string>,
  pages: WebPages,
): string {
  const sorted = planned.toSorted((a, b) => Number(a.action === 'keep') - Number(b.action === 'keep'));
  return formatLongTable(['document', 'kind', 'action', 'item', 'changes'], sorted, (entry) => {
    const { document, match, changes } = entry;
    const id = match?.item.id ?? ids.get(document.name);
    return [
      escapeMarkdown(document.name),
      escapeMarkdown(document.kind.name),
      getActionLabel(entry),
      id ? formatLink(id, pages.item(id)) : '',
      escapeMarkdown(changes.map(formatChange).join('; ')),
    ];
  });
}

/** Converts changes to an output. */
export function toChangesOutput(changes: readonly Change[]) {
  return changes.map(({ path, before, after }) => ({ field: formatPath(path), before, after }));
}

/** Formats the changes of one item for the summary. */
export function formatChangesSummary(
  item: StoredItem,
  changes: readonly Change[],
  pages: WebPages,
  verb: 'changed' | 'would change',
): string {
  const head = formatLink(item.name, pages.item(item.id));
  if (changes.length === 0) return `${head}: nothing ${verb === 'changed' ? 'changes' : verb}.`;
  const rows = changes.map((change) => [formatPath(change.path), ...formatSides(change)].map(escapeMarkdown));
  return `${head}: ${formatCount(changes.length, 'field')} ${verb}.\n\n${formatTable(['field', 'before', 'after'], rows)}`;
}
