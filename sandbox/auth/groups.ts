import { list } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { text } from '../pydantic/scalars.ts';
import { type Infer, optional, parse } from '../pydantic/type.ts';
import type { Database } from '../state/database.ts';
import { Documents } from '../state/documents.ts';

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

/** Groups of users. Items can be shared with them. They can violate the model if they were imported without parsing. */
export class Groups extends Documents<Record<string, unknown>> {
  /** The ids of the groups that each user is in, until a group changes. */
  readonly #idsByUser = new Map<string, ReadonlySet<string>>();

  constructor(db: Database) {
    super(db, 'user_groups');
    db.onReset(() => this.#idsByUser.clear());
  }

  all(): UserGroup[] {
    return this.entries().flatMap(([, row]) => parse(UserGroup, row).value ?? []);
  }

  find(id: string): UserGroup | undefined {
    return parse(UserGroup, this.get(id)).value;
  }

  override put(id: string, group: Record<string, unknown>): void {
    this.#idsByUser.clear();
    super.put(id, group);
  }

  override delete(id: string): void {
    this.#idsByUser.clear();
    super.delete(id);
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
