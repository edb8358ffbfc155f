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
  constructor(db: Database) {
    super(db, 'user_groups');
  }

  all(): UserGroup[] {
    return this.entries().flatMap(([, row]) => parse(UserGroup, row).value ?? []);
  }

  find(id: string): UserGroup | undefined {
    return parse(UserGroup, this.get(id)).value;
  }
}

export function isMember(group: UserGroup, username: string): boolean {
  return group.users.some((user) => user.username === username);
}
