import { json } from './http/response.ts';
import type { Call, CallOptions, CreateOptions } from './http/route.ts';
import { get, post, put, routes } from './http/routes.ts';
import {
  type AddHandleValue,
  type AddHandleValueAt,
  Handle,
  HandleList,
  type HandleValue,
  type ModifyHandleValue,
  type RemoveHandleValue,
} from './model/handle.ts';
import {
  type AccessChecks,
  type ConfigRoute,
  createAccessChecks,
  createConfigRoute,
} from './service-routes.ts';

const CHECK_INDEX = { adviceOn500: 'check the id and the index' };
const route = routes('idService', 'handle', {
  mint: post('/handle/mint', 'write', 'create', json(Handle)),
  get: get('/handle/get', 'read', json(Handle), { adviceOn500: 'check the id' }),
  list: get('/handle/list', 'read', json(HandleList)),
  addValue: post('/handle/add_value', 'write', 'never', json(Handle), { adviceOn500: 'check the id' }),
  addValueByIndex: post('/handle/add_value_by_index', 'write', 'never', json(Handle), CHECK_INDEX),
  modifyByIndex: put('/handle/modify_by_index', 'write', 'never', json(Handle), CHECK_INDEX),
  removeByIndex: post('/handle/remove_by_index', 'write', 'never', json(Handle), CHECK_INDEX),
});

/**
 * Handles. The server responds with 500 to everything that its handle service rejects, including an unknown handle:
 * an UnavailableError with a `detail`.
 */
export interface IdService extends AccessChecks, ReturnType<typeof createHandleMethods> {
  /** Operations for administrators. */
  readonly admin: ConfigRoute;
}

export function createIdService(call: Call): IdService {
  return {
    ...createAccessChecks(call, 'idService', 'handle'),
    ...createHandleMethods(call),
    admin: createConfigRoute(call, 'idService.admin', 'handle'),
  };
}

function createHandleMethods(call: Call) {
  return {
    /** A new handle with one value, at index 1. `POST /handle/mint` */
    mint: <Recovered = never>(
      request: HandleValue,
      options?: CreateOptions<Recovered>,
    ): Promise<Handle | Recovered> => call(route.mint, { body: request }, options),
    /** A handle and its values. `GET /handle/get` */
    get: (id: string, options?: CallOptions): Promise<Handle> => call(route.get, { query: { id } }, options),
    /** All handles of the instance. Servers of the current release fail on it (500). `GET /handle/list` */
    list: (options?: CallOptions): Promise<HandleList> => call(route.list, {}, options),
    /** Adds a value at the next free index. `POST /handle/add_value` */
    addValue: (request: AddHandleValue, options?: CallOptions): Promise<Handle> =>
      call(route.addValue, { body: request }, options),
    /** Adds a value at an index that must be free. `POST /handle/add_value_by_index` */
    addValueByIndex: (request: AddHandleValueAt, options?: CallOptions): Promise<Handle> =>
      call(route.addValueByIndex, { body: request }, options),
    /** Replaces a value; its type stays. `PUT /handle/modify_by_index` */
    modifyByIndex: (request: ModifyHandleValue, options?: CallOptions): Promise<Handle> =>
      call(route.modifyByIndex, { body: request }, options),
    /** Removes a value; resolves to the handle with the others. `POST /handle/remove_by_index` */
    removeByIndex: (request: RemoveHandleValue, options?: CallOptions): Promise<Handle> =>
      call(route.removeByIndex, { body: request }, options),
  };
}
