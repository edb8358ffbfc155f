import { ADMIN, READ, WRITE } from '../auth/roles.ts';
import { type Route, route } from '../http/route.ts';
import { createSuccessStatus, reportStatus, withStatus } from '../http/status.ts';
import { createDocumentSchema } from '../pydantic/model.ts';
import { boolean, text } from '../pydantic/scalars.ts';
import { byDefault, optional } from '../pydantic/type.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createItem, seedItem } from './create.ts';
import { fetchItemOrSeed } from './fetch.ts';
import { accessRoutes, lockRoutes, type RouteFamily, releaseRoutes } from './kind-access-routes.ts';
import type { Kind } from './kinds.ts';
import { listKind } from './list.ts';
import { SeededItem } from './models/item.ts';
import { RevertRequest, SubtypeListRequest, VersionRequest } from './models/requests.ts';
import { createProxyRoutes } from './proxy-routes.ts';
import { deleteItem, revertItem, updateItem } from './update.ts';
import { assertValidInfo } from './validation.ts';
import { versionItem } from './version.ts';

/** All routes of a kind: those of every kind, and those of kinds that users write. */
export function createKindRoutes(state: SandboxState, kind: Kind): Route[] {
  const families = [readRoutes, schemaRoutes, accessRoutes, lockRoutes];
  if (kind.writers === 'people') families.unshift(writeRoutes);
  if (kind.writers === 'people' && kind.hasVersions) families.push(versionRoutes);
  if (kind.hasReleases) families.push(releaseRoutes);
  families.push(createProxyRoutes);
  const path = (action: string) => `/registry/${kind.path}/${action}`;
  return families.flatMap((family) => family(state, kind, path));
}

const id = text();

/** Deletes an item of any kind. */
export function deleteRoute(state: SandboxState, path: string): Route {
  return route('DELETE', path, { roles: ADMIN, query: { id }, unlisted: true }, ({ query }) => {
    deleteItem(state, query.id);
    return { status: createSuccessStatus('Deleted.') };
  });
}

const readRoutes: RouteFamily = (state, kind, path) => [
  route(
    'GET',
    path('fetch'),
    { roles: READ, query: { id, seed_allowed: byDefault(boolean, () => false) } },
    ({ query, user }) =>
      withStatus('Fetched.', ['item', 'roles', 'locked', 'item_is_seed'], () =>
        fetchItemOrSeed(state, kind, query, user),
      ),
  ),
  route('POST', path('list'), { roles: READ, body: SubtypeListRequest }, ({ body, user }) =>
    listKind(state, kind, { ...body, record_type: body.filter_by?.record_type ?? 'COMPLETE_ONLY' }, user),
  ),
  deleteRoute(state, path('delete')),
];

const writeRoutes: RouteFamily = (state, kind, path) => [
  route('POST', path('seed'), { roles: WRITE }, ({ user }) => ({
    status: createSuccessStatus('Seeded.'),
    seeded_item: SeededItem.read(seedItem(state, kind, user), [], []), // with null for missing fields
  })),
  route('POST', path('create'), { roles: WRITE, body: kind.domain }, ({ body, user }) =>
    withStatus('Created.', ['created_item', 'register_create_activity_session_id'], () =>
      createItem(state, kind, body, user),
    ),
  ),
  route(
    'PUT',
    path('update'),
    { roles: WRITE, query: { id, reason: optional(text()) }, body: kind.domain },
    ({ query, body, user }) =>
      withStatus('Updated.', ['register_create_activity_session_id'], () => ({
        register_create_activity_session_id: updateItem(state, kind, { ...query, info: body }, user),
      })),
  ),
  route('PUT', path('revert'), { roles: WRITE, body: RevertRequest }, ({ body, user }) =>
    reportStatus('Reverted.', () => revertItem(state, kind, body, user)),
  ),
];

const versionRoutes: RouteFamily = (state, kind, path) => [
  route('POST', path('version'), { roles: WRITE, body: VersionRequest }, ({ body, user }) =>
    versionItem(state, kind, body, user),
  ),
];

const schemaRoutes: RouteFamily = (state, kind, path) => [
  route('GET', path('schema'), { roles: READ }, () => ({
    status: createSuccessStatus('Fetched.'),
    json_schema: createDocumentSchema(kind.domain, { showNull: true }),
  })),
  route('GET', path('ui_schema'), { roles: READ }, () => ({
    status: createSuccessStatus('Fetched.'),
    ui_schema: kind.uiSchema,
  })),
  route('POST', path('validate'), { roles: READ, body: kind.domain }, ({ body }) =>
    reportStatus('Valid.', () => assertValidInfo(state, kind, body)),
  ),
];
