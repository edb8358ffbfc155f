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
  const { trial_mode, import_mode } = settings;
  const describe = (success: boolean, result: string) => ({
    // the details of a trial start with "TRIAL: ", and all name the mode
    status: { success, details: `${trial_mode ? 'TRIAL: ' : ''}Mode: ImportMode.${import_mode}. ${result}` },
    trial_mode,
  });
  const fail = (reason: string, failures: Iterable<[string, Entry | undefined]>) => ({
    ...describe(false, reason),
    statistics: null,
    failure_list: [...failures],
  });
  const unreadable = settings.parse_items ? entries.flatMap((entry) => findFailure(entry, target)) : [];
  if (unreadable.length > 0) return fail('Some entries are invalid.', unreadable);

  const incoming = new Map(entries.map((entry) => [target.getId(entry), entry]));
  const changes = compareIds(target.ids, new Set(incoming.keys()));
  const isDeleting = import_mode === 'SYNC_DELETION_ALLOWED' && settings.allow_entry_deletion;
  const [change, reason] = FORBIDDEN_CHANGES[import_mode] ?? [];
  const forbidden = change && !isDeleting ? changes[change] : [];
  if (forbidden.length > 0)
    return fail(
      'The mode does not allow this.',
      forbidden.map((id) => [`${id}: ${reason}`, incoming.get(id) ?? target.get(id)]),
    );
  const deleted = isDeleting ? changes.missing : [];
  if (!trial_mode) target.replace(incoming, deleted);
  const [before, after] = target.sizes;
  const statistics = {
    [before]: target.ids.size,
    [after]: target.ids.size + changes.added.length - deleted.length,
    deleted_entries: deleted.length,
    overwritten_entries: changes.overwritten.length,
    new_entries: changes.added.length,
  };
  return { ...describe(true, 'Done.'), statistics, failure_list: null };
}

function findFailure<Entry>(entry: Entry, target: ImportTarget<Entry>): [string, Entry][] {
  const problem = target.findProblem(entry);
  return problem === undefined ? [] : [[problem, entry]];
}

function compareIds(present: ReadonlySet<string>, incoming: ReadonlySet<string>) {
  return {
    overwritten: [...incoming].filter((id) => present.has(id)),
    added: [...incoming].filter((id) => !present.has(id)),
    missing: [...present].filter((id) => !incoming.has(id)),
  };
}
