import { READ, WRITE } from '../auth/roles.ts';
import { type Route, route } from '../http/route.ts';
import { createSuccessStatus } from '../http/status.ts';
import { text } from '../pydantic/scalars.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { changeAccess, describeRoles, getAccessSettings, getLock, setLock } from './access-changes.ts';
import type { Kind } from './kinds.ts';
import { listReleases } from './list.ts';
import { AccessSettings } from './models/item.ts';
import { LockChangeRequest, ReleasesRequest } from './models/requests.ts';
import { getItem, getItemRoles } from './permission.ts';

const id = text();

export type RouteFamily = (state: SandboxState, kind: Kind, path: (action: string) => string) => Route[];

export const accessRoutes: RouteFamily = (state, kind, path) => [
  route('GET', path('auth/evaluate'), { roles: READ, query: { id } }, ({ query, user }) => ({
    // only the roles of the kind of the route, even for items of other kinds
    roles: getItemRoles(state, getItem(state, query.id), user).filter((role) => kind.roles.includes(role)),
  })),
  route('GET', path('auth/configuration'), { roles: READ, query: { id } }, ({ query, user }) =>
    getAccessSettings(state, kind, query.id, user),
  ),
  route(
    'PUT',
    path('auth/configuration'),
    { roles: WRITE, query: { id }, body: AccessSettings },
    ({ query, body, user }) => {
      changeAccess(state, kind, { id: query.id, settings: body }, user);
      return { status: createSuccessStatus('Access settings changed.') };
    },
  ),
  route('GET', path('auth/roles'), { roles: READ }, () => ({ roles: describeRoles(kind) })),
];

/** Routes for locks, which prevent changes. */
export const lockRoutes: RouteFamily = (state, kind, path) => [
  ...(['LOCK', 'UNLOCK'] as const).map((action) =>
    route(
      'PUT',
      path(`locks/${action.toLowerCase()}`),
      { roles: WRITE, body: LockChangeRequest },
      ({ body, user }) => {
        setLock(state, kind, { action, ...body }, user);
        return { status: createSuccessStatus(`Done: ${action.toLowerCase()}.`) };
      },
    ),
  ),
  route('GET', path('locks/history'), { roles: READ, query: { id } }, ({ query, user }) => ({
    status: createSuccessStatus('Fetched.'),
    history: getLock(state, query.id, user).history,
  })),
  route('GET', path('locks/locked'), { roles: READ, query: { id } }, ({ query, user }) => ({
    locked: getLock(state, query.id, user).locked,
  })),
];

/** The route that lists the datasets whose release was requested from a reviewer. */
export const releaseRoutes: RouteFamily = (state, _, path) => [
  route('POST', path('user/releases'), { roles: READ, body: ReleasesRequest }, ({ body, user }) =>
    listReleases(state, body.filter_by, body, user),
  ),
];
