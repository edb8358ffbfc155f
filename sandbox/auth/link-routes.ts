import { assertNonEmptyKey, badRequest, HttpError, serverError, unauthorized } from '../http/errors.ts';
import { type Route, route, type User } from '../http/route.ts';
import { reportStatus, StatusFailure } from '../http/status.ts';
import { model } from '../pydantic/model.ts';
import { boolean, text } from '../pydantic/scalars.ts';
import { byDefault, optional } from '../pydantic/type.ts';
import { getAccessSettings } from '../registry/access-changes.ts';
import { fetchItem } from '../registry/fetch.ts';
import { PERSON } from '../registry/kinds.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { findPersonId, linkUser, listLinkedUsers, unlinkUser } from './links.ts';
import { ANY_USER, AUTH_READ, AUTH_WRITE } from './roles.ts';

const person_id = text({ min: 1 });
const UserAssign = model('UserLinkUserAssignRequest', { person_id });
const UserValidate = model('UserLinkUserValidateRequest', { person_id });
const AdminAssign = model('AdminLinkUserAssignRequest', {
  username: text({ min: 1 }),
  person_id,
  validate_item: byDefault(boolean, () => true),
  force: byDefault(boolean, () => false),
});

const FOREIGN_PERSON = 'This person belongs to another user.';

/** Routes for the links between users and people: of users for their own, of administrators for all. */
export function createLinkRoutes(state: SandboxState): Route[] {
  return [...createUserRoutes(state), ...createAdminRoutes(state)];
}

function createUserRoutes(state: SandboxState): Route[] {
  return [
    route(
      'GET',
      '/link/user/lookup',
      { roles: ANY_USER, query: { username: optional(text()) } },
      ({ query, user }) => lookUpLink(state, query.username || user.username),
    ),
    route('POST', '/link/user/assign', { roles: ANY_USER, body: UserAssign }, ({ body, user }) => {
      if (findPersonId(state, user.username) !== undefined)
        throw badRequest('You are already linked to a person.');
      if (getOwner(state, body.person_id, user) !== user.username) throw unauthorized(FOREIGN_PERSON);
      linkUser(state, user.username, body.person_id);
      return {};
    }),
    route('POST', '/link/user/validate', { roles: ANY_USER, body: UserValidate }, ({ body, user }) =>
      reportStatus('You can be linked to this person.', () => {
        if (findPersonId(state, user.username) !== undefined)
          throw new StatusFailure('You are already linked to a person.');
        if (getOwner(state, body.person_id, user) !== user.username) throw new StatusFailure(FOREIGN_PERSON);
      }),
    ),
  ];
}

function createAdminRoutes(state: SandboxState): Route[] {
  const username = text();
  return [
    route('GET', '/link/admin/lookup', { roles: AUTH_READ, query: { username } }, ({ query }) =>
      lookUpLink(state, query.username),
    ),
    route('POST', '/link/admin/assign', { roles: AUTH_WRITE, body: AdminAssign }, ({ body, user }) => {
      if (!body.force && findPersonId(state, body.username) !== undefined) {
        throw badRequest(
          `The user ${body.username} is already linked to a person; use force to replace the link.`,
        );
      }
      if (body.validate_item)
        askRegistry(body.person_id, () => fetchItem(state, PERSON, body.person_id, user));
      linkUser(state, body.username, body.person_id);
      return {};
    }),
    route('DELETE', '/link/admin/clear', { roles: AUTH_WRITE, query: { username } }, ({ query }) => {
      unlinkUser(state, query.username);
      return {};
    }),
    route(
      'GET',
      '/link/admin/reverse_lookup',
      { roles: AUTH_READ, query: { person_id: text() } },
      ({ query }) => {
        assertNonEmptyKey(query.person_id);
        return { usernames: listLinkedUsers(state, query.person_id) };
      },
    ),
  ];
}

function lookUpLink(state: SandboxState, username: string) {
  assertNonEmptyKey(username);
  const personId = findPersonId(state, username) ?? null;
  return { person_id: personId, success: personId !== null };
}

/** The owner of a person. The registry returns it to those who may see the access settings. @throws as `askRegistry` */
function getOwner(state: SandboxState, id: string, user: User): string {
  return askRegistry(id, () => getAccessSettings(state, PERSON, id, user).owner);
}

/** @throws HttpError (401) without access to a person, 500 for an unknown id or another kind of item */
function askRegistry<T>(id: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof HttpError && error.status === 401) throw error;
    throw serverError(`The registry does not return the person ${id}.`);
  }
}
