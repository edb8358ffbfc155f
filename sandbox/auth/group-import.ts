import { serverError } from '../http/errors.ts';
import { findProblem } from '../pydantic/type.ts';
import { importEntries } from '../registry/import-entries.ts';
import type { ImportSettings } from '../registry/models/requests.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { UserGroup } from './groups.ts';

type Row = Record<string, unknown>;

/** Imports groups. @throws HttpError (500) for a group without id if the settings do not require to parse the groups */
export function importGroups({ db, groups }: SandboxState, settings: ImportSettings, rows: Row[]) {
  const present = new Map(groups.entries());
  return importEntries(settings, rows, {
    sizes: ['old_size', 'new_size'],
    ids: new Set(present.keys()),
    get: (id) => present.get(id),
    getId,
    findProblem: (row) => findProblem(UserGroup, row),
    replace: (imported, deleted) =>
      db.atomically(() => {
        for (const [id, group] of imported) groups.put(id, group);
        for (const id of deleted) groups.delete(id);
      }),
  });
}

function getId({ id }: Row): string {
  if (typeof id !== 'string') throw serverError('An item has no id.');
  return id;
}
