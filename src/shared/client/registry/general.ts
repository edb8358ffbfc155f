import { json } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, post, remove, routes } from '../http/routes.ts';
import type { AnyItem } from '../model/item.ts';
import { GeneralFetchResult, type GeneralListRequest, GeneralPage } from '../model/listing.ts';
import { StatusResponse } from '../model/status.ts';
import { collectAll, iteratePages, type PagingOptions } from '../paging.ts';

const route = routes('registry.general', 'registry', {
  fetch: get('/registry/general/fetch', 'read', json(GeneralFetchResult), { notFoundOn: 'status' }),
  list: post('/registry/general/list', 'read', 'safe', json(GeneralPage)),
  delete: remove('/registry/general/delete', 'admin', 'never', json(StatusResponse), { notFoundOn: 400 }),
});

/** Items of any kind as they are stored: without null values, not parsed by the server. */
export type GeneralItems = ReturnType<typeof createGeneralItems>;

export function createGeneralItems(call: Call) {
  const list = (request: GeneralListRequest = {}, options?: CallOptions): Promise<GeneralPage> =>
    call(route.list, { body: request }, options);
  const forAll = (
    request: GeneralListRequest = {},
    options?: PagingOptions,
  ): AsyncGenerator<AnyItem, void, undefined> => iteratePages(list, (page) => page.items, request, options);
  return {
    /**
     * The item, complete or a seed. `GET /registry/general/fetch`
     * @throws NotFoundError for an unknown id.
     */
    fetch: (id: string, options?: CallOptions): Promise<GeneralFetchResult> =>
      call(route.fetch, { query: { id } }, options),
    /** One page. `POST /registry/general/list` */
    list,
    /** The items of all pages, one by one. `POST /registry/general/list` */
    forAll,
    /** The items of all pages. `POST /registry/general/list` */
    listAll: (request?: GeneralListRequest, options?: PagingOptions): Promise<AnyItem[]> =>
      collectAll(forAll(request, options)),
    /**
     * Counts the complete items of each kind that the caller may read, by the server's name of the kind. Reads every
     * page, because the server has no totals. `POST /registry/general/list`
     */
    count: async (options?: PagingOptions): Promise<Record<string, number>> => {
      const counts: Record<string, number> = {};
      for await (const { item_subtype } of forAll({ page_size: COUNT_PAGE }, options)) {
        counts[item_subtype] = (counts[item_subtype] ?? 0) + 1;
      }
      return counts;
    },
    /** Removes an item of any kind; needs the admin role. `DELETE /registry/general/delete` */
    delete: (id: string, options?: CallOptions): Promise<StatusResponse> =>
      call(route.delete, { query: { id } }, options),
  };
}

/** Page size to count kinds: few requests, each within the limit of a page of the server's table (DynamoDB). */
const COUNT_PAGE = 100;
