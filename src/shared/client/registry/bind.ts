import type * as z from 'zod/mini';
import type { Call } from '../http/route.ts';
import { collectAll, iteratePages } from '../paging.ts';
import type { Operations } from './operations.ts';
import { createKindRoutes } from './routes.ts';

/** All operations on a kind; the row of the kind lists those that the registry does not have. */
export function bindKind<Info>(
  call: Call,
  name: string,
  path: string,
  info: () => z.ZodMiniType<Info>,
): Operations<Info> {
  const route = createKindRoutes(name, path, info);
  const list: Operations<Info>['list'] = (request = {}, options) =>
    call(route.list, { body: request }, options);
  const forAll: Operations<Info>['forAll'] = (request = {}, options) =>
    iteratePages(list, (page) => page.items, request, options);
  return {
    list,
    forAll,
    listAll: (request, options) => collectAll(forAll(request, options)),
    fetch: (id, options) => call(route.fetch, { query: { id } }, options),
    fetchOrSeed: (id, options) => call(route.fetchOrSeed, { query: { id, seed_allowed: true } }, options),
    seed: (options) => call(route.seed, {}, options),
    create: (body, options) => call(route.create, { body }, options),
    update: (id, body, reason, options) => call(route.update, { query: { id, reason }, body }, options),
    revert: (body, options) => call(route.revert, { body }, options),
    version: (body, options) => call(route.version, { body }, options),
    validate: (body, options) => call(route.validate, { body }, options),
    delete: (id, options) => call(route.delete, { query: { id } }, options),
    schema: (options) => call(route.schema, {}, options),
    uiSchema: (options) => call(route.uiSchema, {}, options),
    evaluateAccess: (id, options) => call(route.evaluateAccess, { query: { id } }, options),
    accessConfiguration: (id, options) => call(route.accessConfiguration, { query: { id } }, options),
    setAccessConfiguration: (id, body, options) =>
      call(route.setAccessConfiguration, { query: { id }, body }, options),
    accessRoles: (options) => call(route.accessRoles, {}, options),
    lock: (body, options) => call(route.lock, { body }, options),
    unlock: (body, options) => call(route.unlock, { body }, options),
    lockStatus: (id, options) => call(route.lockStatus, { query: { id } }, options),
    lockHistory: (id, options) => call(route.lockHistory, { query: { id } }, options),
  };
}
