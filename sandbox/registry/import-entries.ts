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

/** The ids to which an import mode does not allow a change, and the reason. */
const FORBIDDEN_CHANGES: Partial<
  Record<ImportSettings['import_mode'], readonly ['overwritten' | 'added' | 'missing', reason: string]>
> = {
  ADD_ONLY: ['overwritten', 'already exists, and the mode only adds items.'],
  OVERWRITE_ONLY: ['added', 'is new, and the mode only overwrites items.'],
  SYNC_ADD_OR_OVERWRITE: ['missing', 'exists but is not in the import.'],
  SYNC_DELETION_ALLOWED: ['missing', 'would be deleted, which is not allowed.'],
};

/** Compares the existing ids with those of the import. @returns the failures if the mode does not allow the changes */
function planImport(
  settings: ImportSettings,
  present: ReadonlySet<string>,
  incoming: ReadonlySet<string>,
): ImportPlan | ImportFailure[] {
  const overwritten = [...incoming].filter((id) => present.has(id));
  const added = [...incoming].filter((id) => !present.has(id));
  const missing = [...present].filter((id) => !incoming.has(id));
  const [change, reason] = FORBIDDEN_CHANGES[settings.import_mode] ?? [];
  const isDeleting = settings.import_mode === 'SYNC_DELETION_ALLOWED' && settings.allow_entry_deletion;
  const forbidden = change && !isDeleting ? { overwritten, added, missing }[change] : [];
  if (forbidden.length > 0) return forbidden.map((id) => ({ id, reason: `${id}: ${reason}` }));
  return { overwritten, added, deleted: isDeleting ? missing : [] };
}
