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

/** The changes that an import mode does not allow, and the reason. */
const FORBIDDEN_CHANGES: Partial<
  Record<ImportSettings['import_mode'], readonly ['overwritten' | 'added' | 'missing', reason: string]>
> = {
  ADD_ONLY: ['overwritten', 'already exists, and the mode only adds items.'],
  OVERWRITE_ONLY: ['added', 'is new, and the mode only overwrites items.'],
  SYNC_ADD_OR_OVERWRITE: ['missing', 'exists but is not in the import.'],
  SYNC_DELETION_ALLOWED: ['missing', 'would be deleted, which is not allowed.'],
};

/** Imports entries by the rules of an import mode; a trial returns only the statistics. */
export function importEntries<Entry>(
  settings: ImportSettings,
  entries: readonly Entry[],
  target: ImportTarget<Entry>,
) {
  const unreadable = settings.parse_items ? entries.flatMap((entry) => findFailure(entry, target)) : [];
  if (unreadable.length > 0) return describeFailure(settings, 'Some entries are invalid.', unreadable);

  const incoming = new Map(entries.map((entry) => [target.getId(entry), entry]));
  const plan = planImport(settings, target.ids, new Set(incoming.keys()));
  const { added, overwritten, deleted, forbidden, reason } = plan;
  if (forbidden.length > 0) {
    const failures = forbidden.map((id) => [`${id}: ${reason}`, incoming.get(id) ?? target.get(id)] as const);
    return describeFailure(settings, 'The mode does not allow this.', failures);
  }
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

function findFailure<Entry>(entry: Entry, target: ImportTarget<Entry>): [string, Entry][] {
  const problem = target.findProblem(entry);
  return problem === undefined ? [] : [[problem, entry]];
}

/** Compares the existing ids with those of the import. `forbidden` are the ids whose change the mode does not allow. */
function planImport(
  { import_mode, allow_entry_deletion }: ImportSettings,
  present: ReadonlySet<string>,
  incoming: ReadonlySet<string>,
) {
  const overwritten = [...incoming].filter((id) => present.has(id));
  const added = [...incoming].filter((id) => !present.has(id));
  const missing = [...present].filter((id) => !incoming.has(id));
  const isDeleting = import_mode === 'SYNC_DELETION_ALLOWED' && allow_entry_deletion;
  const [change, reason] = FORBIDDEN_CHANGES[import_mode] ?? [];
  const forbidden = change && !isDeleting ? { overwritten, added, missing }[change] : [];
  return { overwritten, added, deleted: isDeleting ? missing : [], forbidden, reason };
}

function describeFailure<Failure>(settings: ImportSettings, reason: string, failure_list: Failure[]) {
  return { ...describeImport(settings, false, reason), statistics: null, failure_list };
}

/** The details of a trial start with "TRIAL: ", and all name the mode. */
function describeImport({ trial_mode, import_mode }: ImportSettings, success: boolean, result: string) {
  const details = `${trial_mode ? 'TRIAL: ' : ''}Mode: ImportMode.${import_mode}. ${result}`;
  return { status: { success, details }, trial_mode };
}
