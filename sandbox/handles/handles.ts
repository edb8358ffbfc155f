import type { Database } from '../state/database.ts';
import type { Documents } from '../state/documents.ts';

export type Property = { type: 'DESC' | 'URL'; value: string; index: number };
/** A handle (persistent identifier) and its values. */
export type Handle = { id: string; properties: Property[] };

/** The prefix of Provena's test handles. */
const PREFIX = '10378.1';
const FIRST = 1_700_000;

/** Creates a handle with one property; `value` receives the new handle. */
export function mintHandle(
  { db, handles }: { db: Database; handles: Documents<Property[]> },
  type: Property['type'],
  value: (id: string) => string,
): Handle {
  const last = Number(db.getSetting('last-handle') ?? FIRST);
  db.setSetting('last-handle', String(last + 1));
  const id = `${PREFIX}/${last + 1}`;
  const properties: Property[] = [{ type, value: value(id), index: 1 }];
  handles.put(id, properties);
  return { id, properties };
}
