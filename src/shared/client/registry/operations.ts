import type * as z from 'zod/mini';
import type { Call, CallOptions, CreateOptions } from '../http/route.ts';
import type { FetchResult, Item, SeedFetchResult } from '../model/item.ts';
import type { ItemPage, KindListRequest } from '../model/listing.ts';
import type * as responses from '../model/registry-responses.ts';
import type { StatusResponse } from '../model/status.ts';
import { collectAll, iteratePages, type PagingOptions } from '../paging.ts';
import { createKindRoutes } from './routes.ts';

export interface ChangeRequest {
  id: string;
  /** May be empty; it is kept in the item's history. */
  reason: string;
}

export interface RevertRequest extends ChangeRequest {
  /** Id of the history entry whose content to restore. */
  history_id: number;
}

/**
 * All operations of the registry on items of a kind whose content is `Info`. A kind has all but those that its row in
 * `kinds.ts` lists as missing. Routes are below the kind's prefix, for example `/registry/agent/person`.
 *
 * All fail with AuthError or ForbiddenError when the token or the item's settings do not allow them, and with
 * UnavailableError, TimedOutError or AbortedError when there is no response.
 */
export interface Operations<Info> extends ReturnType<typeof createOperations<Info>> {}
export type OperationName = keyof Operations<unknown>;

export function createOperations<Info>(
  call: Call,
  name: string,
  path: string,
  info: () => z.ZodMiniType<Info>,
) {
  const route = createKindRoutes(name, path, info);
  const list = (request: KindListRequest = {}, options?: CallOptions): Promise<ItemPage<Item<Info>>> =>
    call(route.list, { body: request }, options);
  const forAll = (
    request: KindListRequest = {},
    options?: PagingOptions,
  ): AsyncGenerator<Item<Info>, void, undefined> =>
    iteratePages(list, (page) => page.items, request, options);
  return {
    /**
     * The complete item, with what the caller may do with it. `GET /fetch`
     * @throws NotFoundError if the id is unknown, that of another kind, or so far only a seed.
     */
    fetch: (id: string, options?: CallOptions): Promise<FetchResult<Item<Info>>> =>
      call(route.fetch, { query: { id } }, options),
    /**
     * Like `fetch`, but also returns an item that has only a handle so far, with `item_is_seed: true`.
     * `GET /fetch?seed_allowed=true`
     * @throws NotFoundError if the id is unknown or that of another kind; RequestRejectedError for a seed of another kind.
     */
    fetchOrSeed: (id: string, options?: CallOptions): Promise<FetchResult<Item<Info>> | SeedFetchResult> =>
      call(route.fetchOrSeed, { query: { id, seed_allowed: true } }, options),
    /**
     * One page. `POST /list`
     * @throws RequestRejectedError if an item on the page cannot be parsed by the server; its `partial` has the others.
     */
    list,
    /** The complete items of all pages, one by one. `POST /list` */
    forAll,
    /** The complete items of all pages. `POST /list` */
    listAll: (request?: KindListRequest, options?: PagingOptions): Promise<Item<Info>[]> =>
      collectAll(forAll(request, options)),
    /** A new handle without content, to be filled by `update`. `POST /seed` */
    seed: <Recovered = never>(
      options?: CreateOptions<Recovered>,
    ): Promise<responses.SeedResult | Recovered> => call(route.seed, {}, options),
    /**
     * Creates an item. `POST /create`
     * @throws InvalidError, or RequestRejectedError if an item that it refers to does not exist.
     */
    create: <Recovered = never>(
      info: Info,
      options?: CreateOptions<Recovered>,
    ): Promise<responses.CreateResult<Item<Info>> | Recovered> => call(route.create, { body: info }, options),
    /**
     * Replaces the content of an item, and completes a seed. `PUT /update`
     * @throws RequestRejectedError for an unknown id, or if an item that it refers to does not exist.
     */
    update: (
      id: string,
      info: Info,
      reason: string,
      options?: CallOptions,
    ): Promise<responses.UpdateResult> => call(route.update, { query: { id, reason }, body: info }, options),
    /**
     * Restores earlier content as a new entry of the history. `PUT /revert`
     * @throws RequestRejectedError for an unknown id or history entry, and for a seed.
     */
    revert: (request: RevertRequest, options?: CallOptions): Promise<StatusResponse> =>
      call(route.revert, { body: request }, options),
    /**
     * A new item that follows this one. `POST /version`
     * @throws RequestRejectedError if it already has a successor.
     */
    version: <Recovered = never>(
      request: ChangeRequest,
      options?: CreateOptions<Recovered>,
    ): Promise<responses.VersionResult | Recovered> => call(route.version, { body: request }, options),
    /** Checks whether `create` would accept this; writes nothing. `POST /validate` */
    validate: (info: Info, options?: CallOptions): Promise<StatusResponse> =>
      call(route.validate, { body: info }, options),
    /**
     * Removes an item of any kind; requires the admin role. Its handle and graph stay. `DELETE /delete`
     * @throws NotFoundError for an unknown id, ForbiddenError if the item is locked.
     */
    delete: (id: string, options?: CallOptions): Promise<StatusResponse> =>
      call(route.delete, { query: { id } }, options),
    /** JSON Schema of the input of `create`. `GET /schema` */
    schema: (options?: CallOptions): Promise<Record<string, unknown>> => call(route.schema, {}, options),
    /** Form hints in the format of react-jsonschema-form. `GET /ui_schema` */
    uiSchema: (options?: CallOptions): Promise<Record<string, unknown>> => call(route.uiSchema, {}, options),
    /** The caller's own roles on the item. `GET /auth/evaluate` @throws NotFoundError for an unknown id. */
    evaluateAccess: (id: string, options?: CallOptions): Promise<responses.RoleSet> =>
      call(route.evaluateAccess, { query: { id } }, options),
    /**
     * The access settings of the item. `GET /auth/configuration`
     * @throws NotFoundError for an id that is unknown or of another kind; ForbiddenError if the caller is not its admin.
     */
    accessConfiguration: (id: string, options?: CallOptions): Promise<responses.AccessSettings> =>
      call(route.accessConfiguration, { query: { id } }, options),
    /**
     * Replaces all access settings; the owner must stay. `PUT /auth/configuration`
     * @throws RequestRejectedError for another owner, a role that this kind does not have, or an id of another kind.
     */
    setAccessConfiguration: (
      id: string,
      settings: responses.AccessSettings,
      options?: CallOptions,
    ): Promise<StatusResponse> =>
      call(route.setAccessConfiguration, { query: { id }, body: settings }, options),
    /** The roles of this kind. `GET /auth/roles` */
    accessRoles: (options?: CallOptions): Promise<responses.RoleDescriptions> =>
      call(route.accessRoles, {}, options),
    /**
     * Locks the item: no one can update, revert or delete it. New versions and other access settings are still possible.
     * `PUT /locks/lock`
     * @throws RequestRejectedError if it is locked already.
     */
    lock: (request: ChangeRequest, options?: CallOptions): Promise<StatusResponse> =>
      call(route.lock, { body: request }, options),
    /** Unlocks the item. `PUT /locks/unlock` @throws RequestRejectedError if it is not locked. */
    unlock: (request: ChangeRequest, options?: CallOptions): Promise<StatusResponse> =>
      call(route.unlock, { body: request }, options),
    /** Whether the item is locked. `GET /locks/locked` @throws NotFoundError for an unknown id. */
    lockStatus: (id: string, options?: CallOptions): Promise<responses.LockStatus> =>
      call(route.lockStatus, { query: { id } }, options),
    /** Who locked and unlocked the item, when and why; oldest first. `GET /locks/history` */
    lockHistory: (id: string, options?: CallOptions): Promise<responses.LockHistory> =>
      call(route.lockHistory, { query: { id } }, options),
  };
}
