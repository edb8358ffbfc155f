import { serverError } from '../http/errors.ts';
import { INVALID, type Problem } from '../pydantic/type.ts';
import { createFailedImport, createImportResult, planImport } from '../registry/import-plan.ts';
import type { ImportSettings } from '../registry/models/requests.ts';
import { formatProblems } from '../registry/parse.ts';
import { type Groups, UserGroup } from './groups.ts';

type Item = Record<string, unknown>;

/** Writes groups by the rules of an import mode, or returns what that would change. @throws RequestRejectedError (500) for an unread item without id */
export function importGroups(groups: Groups, settings: ImportSettings, items: Item[]) {
  const unreadable = settings.parse_items ? items.flatMap((item) => unreadableItem(item) ?? []) : [];
  if (unreadable.length > 0) return createFailedImport(settings, 'Items that are no groups.', unreadable);

  const coming = new Map(items.map((item) => [idOf(item), item]));
  const present = new Map(groups.rows().map((row) => [String(row['id']), row]));
  const plan = planImport(settings, new Set(present.keys()), new Set(coming.keys()));
  if (Array.isArray(plan)) {
    const pairs = plan.map(({ id, reason }): [string, Item] => [
      reason,
      coming.get(id) ?? present.get(id) ?? {},
    ]);
    return createFailedImport(settings, 'The mode does not allow this.', pairs);
  }
  if (!settings.trial_mode) groups.replace(coming, plan.deleted);
  return createImportResult(settings, plan, { before: 'old_size', after: 'new_size', present: present.size });
}

function unreadableItem(item: Item): [string, Item][] | undefined {
  const problems: Problem[] = [];
  return UserGroup.read(item, [], problems) === INVALID ? [[formatProblems(problems), item]] : undefined;
}

function idOf(item: Item): string {
  if (typeof item['id'] !== 'string') throw serverError('An item has no id.');
  return item['id'];
}
