import { type Database, parseColumn } from '../state/database.ts';

export type Property = { type: 'DESC' | 'URL'; value: string; index: number };
export type Handle = { id: string; properties: Property[] };

/** The prefix of Provena's test handles. */
const PREFIX = '10378.1';
const FIRST = 1_700_000;

/** Handles (persistent identifiers) and their values. */
export class Handles {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Creates a handle with one property; `value` receives the new handle. */
  mint(type: Property['type'], value: (id: string) => string): Handle {
    const last = Number(this.#db.getSetting('last-handle') ?? FIRST);
    this.#db.setSetting('last-handle', String(last + 1));
    const id = `${PREFIX}/${last + 1}`;
    const handle: Handle = { id, properties: [{ type, value: value(id), index: 1 }] };
    this.put(handle);
    return handle;
  }

  get(id: string): Handle | undefined {
    const row = this.#db.get('SELECT properties FROM handles WHERE id = ?', id);
    return row ? { id, properties: parseColumn<Property[]>(row['properties']) } : undefined;
  }

  put(handle: Handle): void {
    this.#db.run(
      'INSERT OR REPLACE INTO handles VALUES (?, ?)',
      handle.id,
      JSON.stringify(handle.properties),
    );
  }

  ids(): string[] {
    return this.#db.all('SELECT id FROM handles ORDER BY rowid').map((row) => String(row['id']));
  }
}
