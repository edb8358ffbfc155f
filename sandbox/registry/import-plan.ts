import type { ImportSettings } from './models/requests.ts';

/** The changes of a table by an import. */
export type ImportPlan = { overwritten: string[]; added: string[]; deleted: string[] };
/** The ids that prevent an import, with the reasons. */
export type ImportFailure = { id: string; reason: string };

/**
 * Compares the existing ids with those of the import by the rules of the import mode. The rules are the same for the
 * registry and for groups of users.
 */
export function planImport(
  settings: ImportSettings,
  present: Set<string>,
  coming: Set<string>,
): ImportPlan | ImportFailure[] {
  const overwritten = [...coming].filter((id) => present.has(id));
  const added = [...coming].filter((id) => !present.has(id));
  const missing = [...present].filter((id) => !coming.has(id));
  const failures = (ids: string[], reason: string) => ids.map((id) => ({ id, reason: `${id}: ${reason}` }));
  switch (settings.import_mode) {
    case 'ADD_ONLY':
      if (overwritten.length > 0)
        return failures(overwritten, 'already exists, and the mode only adds items.');
      break;
    case 'OVERWRITE_ONLY':
      if (added.length > 0) return failures(added, 'is new, and the mode only overwrites items.');
      break;
    case 'SYNC_ADD_OR_OVERWRITE':
      if (missing.length > 0) return failures(missing, 'exists but is not in the import.');
      break;
    case 'SYNC_DELETION_ALLOWED':
      if (missing.length > 0 && !settings.allow_entry_deletion) {
        return failures(missing, 'would be deleted, which is not allowed.');
      }
      return { overwritten, added, deleted: missing };
    case 'ADD_OR_OVERWRITE':
      break;
  }
  return { overwritten, added, deleted: [] };
}

/** The response to an import that is not allowed. */
export function createFailedImport<T>(
  settings: ImportSettings,
  subject: string,
  failure_list: [string, T][],
) {
  const status = { success: false, details: formatImportDetails(settings, subject) };
  return { status, trial_mode: settings.trial_mode, statistics: null, failure_list };
}

/**
 * The response to an import or a trial. `sized` has the previous number of entries, and the names of the fields with
 * the numbers before and after.
 */
export function createImportResult(
  settings: ImportSettings,
  plan: ImportPlan,
  sized: { before: string; after: string; present: number },
) {
  const statistics = {
    [sized.before]: sized.present,
    [sized.after]: sized.present + plan.added.length - plan.deleted.length,
    deleted_entries: plan.deleted.length,
    overwritten_entries: plan.overwritten.length,
    new_entries: plan.added.length,
  };
  const status = { success: true, details: formatImportDetails(settings, 'Done.') };
  return { status, trial_mode: settings.trial_mode, statistics, failure_list: null };
}

/** The details start with "TRIAL: " for a trial, and name the mode. */
function formatImportDetails(settings: ImportSettings, subject: string): string {
  return `${settings.trial_mode ? 'TRIAL: ' : ''}Mode: ImportMode.${settings.import_mode}. ${subject}`;
}
