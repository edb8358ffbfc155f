import { serverError } from '../http/errors.ts';
import { list } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { text } from '../pydantic/scalars.ts';
import { type Infer, optional, parse, type Type } from '../pydantic/type.ts';
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

/**
 * Groups of users. Items can be shared with them. They can violate the model if they were imported without parsing: a method
 * that reads such a group throws HttpError (500).
 */
export class Groups extends Documents<Record<string, unknown>> {
  constructor(db: Database) {
    super(db, 'user_groups');
  }

  all(): UserGroup[] {
    return this.entries().map(([, row]) => readRow(UserGroup, row));
  }

  /** All groups without their members. */
  listMetadata(): GroupMetadata[] {
    return this.entries().map(([, row]) => readRow(GroupMetadata, row));
  }

  find(id: string): UserGroup | undefined {
    const row = this.get(id);
    return row && readRow(UserGroup, row);
  }

  /** A group without its members. */
  findMetadata(id: string): GroupMetadata | undefined {
    const row = this.get(id);
    return row && readRow(GroupMetadata, row);
  }
}

function readRow<T>(type: Type<T>, row: Record<string, unknown>): T {
  const { value, problem } = parse(type, row);
  if (problem !== undefined) throw serverError(`A row of the table of groups is invalid: ${problem}`);
  return value;
}

export function isMember(group: UserGroup, username: string): boolean {
  return group.users.some((user) => user.username === username);
}
