import type { ImportSettings } from './models/requests.ts';

/** A table into which entries are imported: the items of the registry, or the groups of users. */
interface ImportTarget<Entry> {
  /** Names of the statistics with the numbers of entries before and after the import. */
  readonly sizes: readonly [before: string, after: string];
  readonly ids: ReadonlySet<string>;
  get(id: string): Entry | undefined;
  getId(entry: Entry): string;
  /** @returns why the entry cannot be read; undefined if it can */
  findProblem(entry: Entry): string | undefined;
  /** Writes and deletes entries in one transaction. */
  replace(imported: ReadonlyMap<string, Entry>, deleted: readonly string[]): void;
}

/** Imports entries by the rules of an import mode; a trial returns only the statistics. */
export function importEntries<Entry>(
  settings: ImportSettings,
  entries: readonly Entry[],
  target: ImportTarget<Entry>,
) {
  const fail = (reason: string, failure_list: [string, Entry][]) => ({
    ...describeImport(settings, false, reason),
    statistics: null,
    failure_list,
  });
  const unreadable = settings.parse_items ? findUnreadable(entries, target) : [];
  if (unreadable.length > 0) return fail('Some entries are invalid.', unreadable);

  const incoming = new Map(entries.map((entry) => [target.getId(entry), entry]));
  const plan = planImport(settings, target.ids, new Set(incoming.keys()));
  if (Array.isArray(plan)) {
    const failures = plan.flatMap(({ id, reason }): [string, Entry][] => {
      const entry = incoming.get(id) ?? target.get(id);
      return entry ? [[reason, entry]] : [];
    });
    return fail('The mode does not allow this.', failures);
  }
  const { added, overwritten, deleted } = plan;
  if (!settings.trial_mode) target.replace(incoming, deleted);
  const [before, after] = target.sizes;
  const statistics = {
    [before]: target.ids.size,
    [after]: target.ids.size + added.length - deleted.length,
    deleted_entries: deleted.length,
    overwritten_entries: overwritten.length,
    new_entries: added.length,
  };
  return { ...describeImport(settings, true, 'Done.'), statistics, failure_list: null };
}

function findUnreadable<Entry>(entries: readonly Entry[], target: ImportTarget<Entry>): [string, Entry][] {
  return entries.flatMap((entry): [string, Entry][] => {
    const problem = target.findProblem(entry);
    return problem === undefined ? [] : [[problem, entry]];
  });
}

/** The details start with "TRIAL: " for a trial, and name the mode. */
function describeImport({ trial_mode, import_mode }: ImportSettings, success: boolean, result: string) {
  const details = `${trial_mode ? 'TRIAL: ' : ''}Mode: ImportMode.${import_mode}. ${result}`;
  return { status: { success, details }, trial_mode };
}

/** The ids of the entries that an import changes. */
type ImportPlan = { overwritten: string[]; added: string[]; deleted: string[] };
/** An entry that prevents the import, and the reason. */
type ImportFailure = { id: string; reason: string };

/** Compares the existing ids with those of the import. @returns the failures if the mode does not allow the changes */
function planImport(
  settings: ImportSettings,
  present: ReadonlySet<string>,
  incoming: ReadonlySet<string>,
): ImportPlan | ImportFailure[] {
  const overwritten = [...incoming].filter((id) => present.has(id));
  const added = [...incoming].filter((id) => !present.has(id));
  const missing = [...present].filter((id) => !incoming.has(id));
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
