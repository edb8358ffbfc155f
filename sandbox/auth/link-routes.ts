import { badRequest, Refusal, serverError, unauthorised } from '../http/refusal.ts';
import { type Route, route, type User } from '../http/route.ts';
import { NotDone, withStatus } from '../not-done.ts';
import { model } from '../pydantic/model.ts';
import { boolean, text } from '../pydantic/scalars.ts';
import { byDefault, optional } from '../pydantic/type.ts';
import { getAccessSettings } from '../registry/access-changes.ts';
import { fetchItem } from '../registry/fetch.ts';
import { getKind } from '../registry/kinds.ts';
import { ANYBODY } from '../roles.ts';
import type { World } from '../world.ts';

const person_id = text({ min: 1 });
const UserAssign = model('UserLinkUserAssignRequest', { person_id });
const UserValidate = model('UserLinkUserValidateRequest', { person_id });
const AdminAssign = model('AdminLinkUserAssignRequest', {
  username: text(),
  person_id,
  validate_item: byDefault(boolean, () => true),
  force: byDefault(boolean, () => false),
});
const PERSON = getKind('PERSON');

/** Which person a user is: for users about themselves, for administrators about all. */
export function linkRoutes(world: World): Route[] {
  return [...userRoutes(world), ...administrationRoutes(world)];
}

function userRoutes(world: World): Route[] {
  return [
    route('GET', '/link/user/lookup', {
      roles: ANYBODY,
      query: { username: optional(text()) },
      answer: ({ query, user }) => lookup(world, query.username || user.username),
    }),
    route('POST', '/link/user/assign', {
      roles: ANYBODY,
      body: UserAssign,
      answer({ body, user }) {
        if (world.links.personOf(user.username) !== undefined)
          throw badRequest('You are linked to a person already.');
        demandOwnPerson(world, body.person_id, user);
        world.links.assign(user.username, body.person_id);
        return {};
      },
    }),
    route('POST', '/link/user/validate', {
      roles: ANYBODY,
      body: UserValidate,
      answer: ({ body, user }) =>
        withStatus(
          'You can be linked to this person.',
          () => {
            if (world.links.personOf(user.username) !== undefined)
              throw new NotDone('You are linked to a person already.');
            demandOwnPerson(world, body.person_id, user);
            return {};
          },
          {},
        ),
    }),
  ];
}

function administrationRoutes(world: World): Route[] {
  const username = text();
  return [
    route('GET', '/link/admin/lookup', {
      roles: ['sys-admin-read'],
      query: { username },
      answer: ({ query }) => lookup(world, query.username),
    }),
    route('POST', '/link/admin/assign', {
      roles: ['sys-admin-write'],
      body: AdminAssign,
      answer({ body, user }) {
        if (!body.force && world.links.personOf(body.username) !== undefined) {
          throw badRequest(
            `The user ${body.username} is linked to a person already; use force to replace the link.`,
          );
        }
        if (body.validate_item) demandPerson(world, body.person_id, user);
        world.links.assign(body.username, body.person_id);
        return {};
      },
    }),
    route('DELETE', '/link/admin/clear', {
      roles: ['sys-admin-write'],
      query: { username },
      answer({ query }) {
        world.links.clear(query.username);
        return {};
      },
    }),
    route('GET', '/link/admin/reverse_lookup', {
      roles: ['sys-admin-read'],
      query: { person_id: text() },
      answer({ query }) {
        if (query.person_id === '') throw serverError('The table refuses an empty string as key.');
        return { usernames: world.links.usernamesOf(query.person_id) };
      },
    }),
  ];
}

function lookup(world: World, username: string) {
  const personId = world.links.personOf(username) ?? null;
  return { person_id: personId, success: personId !== null };
}

/**
 * The registry is asked for the access settings, which it tells to the owner alone.
 * @throws Refusal 401 for somebody else's person or another kind of item, 500 for what the registry does not know
 */
function demandOwnPerson(world: World, id: string, user: User): void {
  let owner: string;
  try {
    owner = getAccessSettings(world, PERSON, id, user).owner;
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) throw error;
    throw serverError(`The registry does not tell who owns ${id}.`);
  }
  if (owner !== user.username) throw unauthorised('This person belongs to somebody else.');
  demandPerson(world, id, user);
}

/** @throws Refusal 500 for what is no complete person that the user can see */
function demandPerson(world: World, id: string, user: User): void {
  try {
    fetchItem(world, PERSON, id, user);
  } catch {
    throw serverError(`The registry has no person ${id} to show.`);
  }
}
