import { serverError } from '../http/errors.ts';
import { INVALID, type Problem } from '../pydantic/type.ts';
import { createFailedImport, createImportResult, planImport } from '../registry/import-plan.ts';
import type { ImportSettings } from '../registry/models/requests.ts';
import { formatProblems } from '../registry/parse.ts';
import { type Groups, UserGroup } from './groups.ts';

type Item = Record<string, unknown>;

/**
 * Imports groups by the rules of an import mode; a trial returns only the statistics.
 * @throws HttpError (500) for an item without id that is not parsed
 */
export function importGroups(groups: Groups, settings: ImportSettings, items: Item[]) {
  const unreadable = settings.parse_items ? items.flatMap((item) => findUnreadableItem(item) ?? []) : [];
  if (unreadable.length > 0) return createFailedImport(settings, 'Some items are not groups.', unreadable);

  const incoming = new Map(items.map((item) => [getId(item), item]));
  const present = new Map(groups.rows().map((row) => [String(row['id']), row]));
  const plan = planImport(settings, new Set(present.keys()), new Set(incoming.keys()));
  if (Array.isArray(plan)) {
    const pairs = plan.map(({ id, reason }): [string, Item] => [
      reason,
      incoming.get(id) ?? present.get(id) ?? {},
    ]);
    return createFailedImport(settings, 'The mode does not allow this.', pairs);
  }
  if (!settings.trial_mode) groups.replace(incoming, plan.deleted);
  return createImportResult(settings, plan, { before: 'old_size', after: 'new_size', present: present.size });
}

function findUnreadableItem(item: Item): [string, Item][] | undefined {
  const problems: Problem[] = [];
  return UserGroup.read(item, [], problems) === INVALID ? [[formatProblems(problems), item]] : undefined;
}

function getId(item: Item): string {
  if (typeof item['id'] !== 'string') throw serverError('An item has no id.');
  return item['id'];
}
