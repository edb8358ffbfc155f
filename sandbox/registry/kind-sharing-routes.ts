import { type Route, route } from '../http/route.ts';
import { done } from '../not-done.ts';
import { text } from '../pydantic/scalars.ts';
import { READ, WRITE } from '../roles.ts';
import type { World } from '../world.ts';
import { accessOf, changeAccess, describeRoles } from './access-changes.ts';
import type { Kind } from './kinds.ts';
import { listReleases } from './list.ts';
import { lockOf, turnLock } from './lock-changes.ts';
import { AccessSettings } from './models/item.ts';
import { LockChangeRequest, ReleasesRequest } from './models/requests.ts';
import { knownItem, rolesOn } from './permission.ts';

const id = text();

/** Makes the routes of one family for a kind. */
export type Family = (world: World, kind: Kind, path: (action: string) => string) => Route[];

/** Who may do what with an item. */
export const access: Family = (world, kind, path) => [
  route('GET', path('auth/evaluate'), {
    roles: READ,
    query: { id },
    answer: ({ query, user }) => ({ roles: rolesOn(world, knownItem(world, query.id), user) }),
  }),
  route('GET', path('auth/configuration'), {
    roles: READ,
    query: { id },
    answer: ({ query, user }) => accessOf(world, kind, query.id, user),
  }),
  route('PUT', path('auth/configuration'), {
    roles: WRITE,
    query: { id },
    body: AccessSettings,
    answer({ query, body, user }) {
      changeAccess(world, kind, query.id, body, user);
      return { status: done('Access settings changed.') };
    },
  }),
  route('GET', path('auth/roles'), { roles: READ, answer: () => ({ roles: describeRoles(kind) }) }),
];

/** Locks, which stop changes. */
export const locking: Family = (world, kind, path) => [
  ...(['LOCK', 'UNLOCK'] as const).map((action) =>
    route('PUT', path(`locks/${action.toLowerCase()}`), {
      roles: WRITE,
      body: LockChangeRequest,
      answer({ body, user }) {
        turnLock(world, kind, action, body.id, body.reason, user);
        return { status: done(`Done: ${action.toLowerCase()}.`) };
      },
    }),
  ),
  route('GET', path('locks/history'), {
    roles: READ,
    query: { id },
    answer: ({ query, user }) => ({
      status: done('Here it is.'),
      history: lockOf(world, query.id, user).history,
    }),
  }),
  route('GET', path('locks/locked'), {
    roles: READ,
    query: { id },
    answer: ({ query, user }) => ({ locked: lockOf(world, query.id, user).locked }),
  }),
];

/** What a reviewer was asked to release. */
export const releases: Family = (world, _, path) => [
  route('POST', path('user/releases'), {
    roles: READ,
    body: ReleasesRequest,
    answer: ({ body, user }) => listReleases(world, body.filter_by, body, user),
  }),
];
