import { type Route, route } from '../http/route.ts';
import { done } from '../not-done.ts';
import { text } from '../pydantic/scalars.ts';
import { READ, WRITE } from '../roles.ts';
import type { World } from '../world.ts';
import { changeAccess, describeRoles, getAccessSettings } from './access-changes.ts';
import type { Kind } from './kinds.ts';
import { listReleases } from './list.ts';
import { getLock, setLock } from './lock-changes.ts';
import { AccessSettings } from './models/item.ts';
import { LockChangeRequest, ReleasesRequest } from './models/requests.ts';
import { getItem, getItemRoles } from './permission.ts';

const id = text();

/** Makes the routes of one family for a kind. */
export type RouteFamily = (world: World, kind: Kind, path: (action: string) => string) => Route[];

/** Who may do what with an item. */
export const accessRoutes: RouteFamily = (world, kind, path) => [
  route('GET', path('auth/evaluate'), {
    roles: READ,
    query: { id },
    answer: ({ query, user }) => ({
      // an item of another kind has only the roles of the route's kind
      roles: getItemRoles(world, getItem(world, query.id), user).filter((role) => kind.roles.includes(role)),
    }),
  }),
  route('GET', path('auth/configuration'), {
    roles: READ,
    query: { id },
    answer: ({ query, user }) => getAccessSettings(world, kind, query.id, user),
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
export const lockRoutes: RouteFamily = (world, kind, path) => [
  ...(['LOCK', 'UNLOCK'] as const).map((action) =>
    route('PUT', path(`locks/${action.toLowerCase()}`), {
      roles: WRITE,
      body: LockChangeRequest,
      answer({ body, user }) {
        setLock(world, kind, action, body.id, body.reason, user);
        return { status: done(`Done: ${action.toLowerCase()}.`) };
      },
    }),
  ),
  route('GET', path('locks/history'), {
    roles: READ,
    query: { id },
    answer: ({ query, user }) => ({
      status: done('Here it is.'),
      history: getLock(world, query.id, user).history,
    }),
  }),
  route('GET', path('locks/locked'), {
    roles: READ,
    query: { id },
    answer: ({ query, user }) => ({ locked: getLock(world, query.id, user).locked }),
  }),
];

/** What a reviewer was asked to release. */
export const releaseRoutes: RouteFamily = (world, _, path) => [
  route('POST', path('user/releases'), {
    roles: READ,
    body: ReleasesRequest,
    answer: ({ body, user }) => listReleases(world, body.filter_by, body, user),
  }),
];
