import { serverError } from '../http/errors.ts';
import { findProblem } from '../pydantic/type.ts';
import { importEntries } from '../registry/import-entries.ts';
import type { ImportSettings } from '../registry/models/requests.ts';
import { type Groups, UserGroup } from './groups.ts';

type Row = Record<string, unknown>;

/** Imports groups. @throws HttpError (500) for a group without id if the settings do not require to parse the groups */
export function importGroups(groups: Groups, settings: ImportSettings, rows: Row[]) {
  const present = new Map(groups.rows().map((row) => [String(row['id']), row]));
  return importEntries(settings, rows, {
    sizes: ['old_size', 'new_size'],
    ids: new Set(present.keys()),
    get: (id) => present.get(id),
    getId,
    findProblem: (row) => findProblem(UserGroup, row),
    replace: (imported, deleted) => groups.replace(imported, deleted),
  });
}

function getId({ id }: Row): string {
  if (typeof id !== 'string') throw serverError('An item has no id.');
  return id;
}
