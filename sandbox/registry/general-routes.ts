import { READ } from '../auth/roles.ts';
import { unauthorized } from '../http/errors.ts';
import { type Route, route } from '../http/route.ts';
import { withStatus } from '../http/status.ts';
import { text } from '../pydantic/scalars.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { fetchRaw } from './fetch.ts';
import { deleteRoute } from './kind-routes.ts';
import { listAll } from './list.ts';
import { GeneralListRequest } from './models/requests.ts';
import { hasAnyRole } from './permission.ts';

const RELEASE = {
  commit_id: 'sandbox',
  commit_url: null,
  tag_name: 'sandbox',
  release_title: 'Provena sandbox',
  release_url: null,
};

export function createGeneralRoutes(state: SandboxState): Route[] {
  const id = text();
  return [
    route('POST', '/registry/general/list', { roles: READ, body: GeneralListRequest }, ({ body, user }) =>
      listAll(state, body.filter_by, body, user),
    ),
    route('GET', '/registry/general/fetch', { roles: READ, query: { id } }, ({ query, user }) =>
      withStatus('Fetched.', ['item'], () => fetchRaw(state, query.id, user)),
    ),
    route(
      'GET',
      '/registry/general/proxy/fetch',
      { roles: READ, query: { id, username: text() }, unlisted: true },
      ({ query: { id, username }, user }) => {
        if (!hasAnyRole(user.roles, ['entity-registry-admin', 'prov-api', 'data-store-api']))
          throw unauthorized('Only other services of a deployment may call this route.');
        return withStatus('Fetched.', ['item'], () => fetchRaw(state, id, { ...user, username }));
      },
    ),
    deleteRoute(state, '/registry/general/delete'),
    route('GET', '/registry/general/about/version', { roles: READ }, () => RELEASE),
  ];
}
