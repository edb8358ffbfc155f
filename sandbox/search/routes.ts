import { READ, SYSTEM_ADMIN, SYSTEM_READ, SYSTEM_WRITE } from '../auth/roles.ts';
import { createCommonRoutes } from '../http/common-routes.ts';
import { serverError } from '../http/errors.ts';
import { type Route, route } from '../http/route.ts';
import { createSuccessStatus } from '../http/status.ts';
import { integer, text } from '../pydantic/scalars.ts';
import { optional } from '../pydantic/type.ts';
import { subtype } from '../registry/models/subtypes.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 50;

/** The search API. As on the server, it does not check the access to its results. */
export function createSearchRoutes(state: SandboxState): Route[] {
  const levels = { read: SYSTEM_READ, write: SYSTEM_WRITE, admin: SYSTEM_ADMIN };
  return [
    ...createCommonRoutes(state, levels, SYSTEM_WRITE),
    route(
      'GET',
      '/search/entity-registry',
      {
        roles: READ,
        query: { query: text(), subtype_filter: optional(subtype), record_limit: optional(integer()) },
      },
      ({ query: { query, subtype_filter, record_limit } }) => {
        const results = state.index.search(query, subtype_filter, parseLimit(record_limit));
        return { status: createSuccessStatus('Searched.'), results, warnings: null };
      },
    ),
  ];
}

/** Null, 0 and -1 select the default. @throws HttpError (500) for any other negative limit, as the search engine does */
function parseLimit(limit: number | null): number {
  if (limit === null || limit === 0 || limit === -1) return DEFAULT_LIMIT;
  if (limit < 0) throw serverError(`The search engine rejected the limit ${limit}.`);
  return Math.min(limit, MAX_LIMIT);
}
