import { unauthorised } from '../http/refusal.ts';
import { type Route, route } from '../http/route.ts';
import { withStatus } from '../not-done.ts';
import { text } from '../pydantic/scalars.ts';
import { READ } from '../roles.ts';
import type { World } from '../world.ts';
import { fetchRaw } from './fetch.ts';
import { deleteRoute } from './kind-routes.ts';
import { listAll } from './list.ts';
import { GeneralListRequest } from './models/requests.ts';

const RELEASE = {
  commit_id: 'sandbox',
  commit_url: null,
  tag_name: 'sandbox',
  release_title: 'Provena sandbox',
  release_url: null,
};

/** Routes over items of all kinds. */
export function generalRoutes(world: World): Route[] {
  const id = text();
  return [
    route('POST', '/registry/general/list', {
      roles: READ,
      body: GeneralListRequest,
      answer: ({ body, user }) => listAll(world, body.filter_by, body, user),
    }),
    route('GET', '/registry/general/fetch', {
      roles: READ,
      query: { id },
      answer: ({ query, user }) =>
        withStatus('Fetched.', () => fetchRaw(world, query.id, user), { item: null }),
    }),
    route('GET', '/registry/general/proxy/fetch', {
      roles: READ,
      query: { id, username: text() },
      unlisted: true,
      answer: () => {
        throw unauthorised('Only other services of a deployment may call this route.');
      },
    }),
    deleteRoute(world, '/registry/general/delete'),
    route('GET', '/registry/general/about/version', { roles: READ, answer: () => RELEASE }),
  ];
}
