import { list } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { text } from '../pydantic/scalars.ts';
import { INVALID, type Infer, optional } from '../pydantic/type.ts';
import { type Database, parseColumn } from '../state/database.ts';

export const GroupUser = model('GroupUser', {
  username: text(),
  email: optional(text()),
  first_name: optional(text()),
  last_name: optional(text()),
});

const METADATA = {
  id: text(),
  display_name: text(),
  description: text(),
  default_data_store_access: optional(list(text())),
};
export const GroupMetadata = model('UserGroupMetadata', METADATA);
export type GroupMetadata = Infer<typeof GroupMetadata>;

export const UserGroup = model('UserGroup', { ...METADATA, users: list(GroupUser) });
export type UserGroup = Infer<typeof UserGroup>;

/** Groups of users. Items can be shared with them. */
export class Groups {
  readonly #db: Database;
  /** The ids of the groups that each user is in, until a group changes. */
  readonly #idsByUser = new Map<string, ReadonlySet<string>>();

  constructor(db: Database) {
    this.#db = db;
    db.onReset(() => this.#idsByUser.clear());
  }

  /** Groups as they were written. They can violate the model if they were imported without parsing. */
  rows(): Record<string, unknown>[] {
    return this.#db
      .all('SELECT payload FROM user_groups ORDER BY rowid')
      .map((row) => parseColumn(row['payload']));
  }

  all(): UserGroup[] {
    return this.rows().flatMap((row) => toGroup(row) ?? []);
  }

  get(id: string): UserGroup | undefined {
    const row = this.#db.get('SELECT payload FROM user_groups WHERE id = ?', id);
    return row ? toGroup(parseColumn(row['payload'])) : undefined;
  }

  put(id: string, group: Record<string, unknown>): void {
    const sql =
      'INSERT INTO user_groups VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET payload = excluded.payload';
    this.#idsByUser.clear();
    this.#db.run(sql, id, JSON.stringify(group));
  }

  /** Writes and deletes groups in one transaction. */
  replace(imported: ReadonlyMap<string, Record<string, unknown>>, deleted: readonly string[]): void {
    this.#db.atomically(() => {
      for (const [id, group] of imported) this.put(id, group);
      for (const id of deleted) this.delete(id);
    });
  }

  delete(id: string): void {
    this.#idsByUser.clear();
    this.#db.run('DELETE FROM user_groups WHERE id = ?', id);
  }

  /** The ids of the groups that a user is in. Cached, because a listing asks for each of its items. */
  listIdsOfUser(username: string): ReadonlySet<string> {
    const known = this.#idsByUser.get(username);
    if (known) return known;
    const ids = new Set(this.all().flatMap((group) => (isMember(group, username) ? [group.id] : [])));
    this.#idsByUser.set(username, ids);
    return ids;
  }
}

export function isMember(group: UserGroup, username: string): boolean {
  return group.users.some((user) => user.username === username);
}

function toGroup(row: Record<string, unknown>): UserGroup | undefined {
  const group = UserGroup.read(row, [], []);
  return group === INVALID ? undefined : group;
}
