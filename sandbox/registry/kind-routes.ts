import { type Route, route } from '../http/route.ts';
import { done, NotDone, withStatus } from '../not-done.ts';
import { documentSchema } from '../pydantic/model.ts';
import { boolean, text } from '../pydantic/scalars.ts';
import { byDefault, optional } from '../pydantic/type.ts';
import { ADMIN, READ, WRITE } from '../roles.ts';
import type { World } from '../world.ts';
import { createItem, createSeedReply, seedItem } from './create.ts';
import { deleteItem } from './delete.ts';
import { fetchItem } from './fetch.ts';
import { accessRoutes, lockRoutes, type RouteFamily, releaseRoutes } from './kind-access-routes.ts';
import type { Kind } from './kinds.ts';
import { listKind } from './list.ts';
import { RevertRequest, SubtypeListRequest, VersionRequest } from './models/requests.ts';
import { proxyRoutes } from './proxy-routes.ts';
import { revertItem, updateItem } from './update.ts';
import { validateInfo } from './validation.ts';
import { versionItem } from './version.ts';

/** All routes of a kind: those every kind has, and those for kinds that people write themselves. */
export function kindRoutes(world: World, kind: Kind): Route[] {
  const families = [readRoutes, schemaRoutes, accessRoutes, lockRoutes];
  if (kind.writers === 'people') families.unshift(writeRoutes);
  if (kind.writers === 'people' && kind.hasVersions) families.push(versionRoutes);
  if (kind.hasReleases) families.push(releaseRoutes);
  families.push(proxyRoutes);
  const path = (action: string) => `/registry/${kind.path}/${action}`;
  return families.flatMap((family) => family(world, kind, path));
}

const id = text();

/** Deletes an item of any kind. */
export function deleteRoute(world: World, path: string): Route {
  return route('DELETE', path, {
    roles: ADMIN,
    query: { id },
    unlisted: true,
    answer({ query }) {
      deleteItem(world, query.id);
      return { status: done('Deleted.') };
    },
  });
}

const readRoutes: RouteFamily = (world, kind, path) => [
  route('GET', path('fetch'), {
    roles: READ,
    query: { id, seed_allowed: byDefault(boolean, () => false) },
    answer: ({ query, user }) =>
      withStatus('Fetched.', () => fetchItem(world, kind, query.id, user, query.seed_allowed), {
        item: null,
        roles: null,
        locked: null,
        item_is_seed: null,
      }),
  }),
  route('POST', path('list'), {
    roles: READ,
    body: SubtypeListRequest,
    answer: ({ body, user }) =>
      listKind(world, kind, body.filter_by?.record_type ?? 'COMPLETE_ONLY', body, user),
  }),
  deleteRoute(world, path('delete')),
];

const writeRoutes: RouteFamily = (world, kind, path) => [
  route('POST', path('seed'), {
    roles: WRITE,
    answer: ({ user }) => ({ status: done('Seeded.'), ...createSeedReply(seedItem(world, kind, user)) }),
  }),
  route('POST', path('create'), {
    roles: WRITE,
    body: kind.domain,
    answer: ({ body, user }) =>
      withStatus('Created.', () => createItem(world, kind, body, user), {
        created_item: null,
        register_create_activity_session_id: null,
      }),
  }),
  route('PUT', path('update'), {
    roles: WRITE,
    query: { id, reason: optional(text()) },
    body: kind.domain,
    answer: ({ query, body, user }) =>
      withStatus(
        'Updated.',
        () => ({
          register_create_activity_session_id: updateItem(world, kind, query.id, query.reason, body, user),
        }),
        { register_create_activity_session_id: null },
      ),
  }),
  route('PUT', path('revert'), {
    roles: WRITE,
    body: RevertRequest,
    answer: ({ body, user }) =>
      withStatus(
        'Reverted.',
        () => {
          revertItem(world, kind, body, user);
          return {};
        },
        {},
      ),
  }),
];

const versionRoutes: RouteFamily = (world, kind, path) => [
  route('POST', path('version'), {
    roles: WRITE,
    body: VersionRequest,
    answer: ({ body, user }) => versionItem(world, kind, body.id, body.reason, user),
  }),
];

const schemaRoutes: RouteFamily = (world, kind, path) => [
  route('GET', path('schema'), {
    roles: READ,
    answer: () => ({
      status: done('Here it is.'),
      json_schema: documentSchema(kind.domain, { showNull: true }),
    }),
  }),
  route('GET', path('ui_schema'), {
    roles: READ,
    answer: () => ({ status: done('Here it is.'), ui_schema: kind.uiSchema }),
  }),
  route('POST', path('validate'), {
    roles: READ,
    body: kind.domain,
    answer: ({ body }) =>
      withStatus(
        'Valid.',
        () => {
          const problem = validateInfo(world, kind, body);
          if (problem !== undefined) throw new NotDone(problem);
          return {};
        },
        {},
      ),
  }),
];
