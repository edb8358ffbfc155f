import { json } from './http/response.ts';
import type { Call, CallOptions } from './http/route.ts';
import { get, routes } from './http/routes.ts';
import type { ItemSubtype } from './model/enums.ts';
import { SearchResults } from './model/search.ts';
import {
  type AccessChecks,
  type ConfigRoute,
  createAccessChecks,
  createConfigRoute,
} from './service-routes.ts';

export interface SearchOptions extends CallOptions {
  /** Only items of this kind. */
  subtype?: ItemSubtype | undefined;
  /** Maximum number of hits. The server's default is 10, and it returns 50 at most. */
  limit?: number | undefined;
}

const route = routes('search', 'search', {
  searchRegistry: get('/search/entity-registry', 'read', json(SearchResults)),
});

/** Full-text search. */
export interface Search extends AccessChecks {
  /** Items that match words of the query, best match first. There are no operators. `GET /search/entity-registry` */
  searchRegistry(query: string, options?: SearchOptions): Promise<SearchResults>;
  /** Operations for administrators. */
  readonly admin: ConfigRoute;
}

export function createSearch(call: Call): Search {
  return {
    ...createAccessChecks(call, 'search', 'search', 'sys-'),
    searchRegistry: (query, options = {}) =>
      call(
        route.searchRegistry,
        { query: { query, subtype_filter: options.subtype, record_limit: options.limit } },
        options,
      ),
    admin: createConfigRoute(call, 'search.admin', 'search', 'sys-admin'),
  };
}
