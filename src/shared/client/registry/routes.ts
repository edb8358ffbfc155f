import * as z from 'zod/mini';
import { json, jsonField, type ResponseReader, readJson } from '../http/response.ts';
import { get, post, put, remove, routes } from '../http/routes.ts';
import { lazy } from '../lazy-schema.ts';
import { getField } from '../mapping.ts';
import {
  type FetchResult,
  fetchResult,
  type Item,
  type SeedFetchResult,
  seedFetchResult,
  storedItem,
} from '../model/item.ts';
import { itemPage } from '../model/listing.ts';
import * as responses from '../model/registry-responses.ts';
import { jsonObject } from '../model/response-fields.ts';
import { Status, StatusResponse } from '../model/status.ts';

const CHECK_KIND = 'check that the id is that of an item of this kind';

/** Routes of the registry for one kind: `path` follows `/registry/`, `info` is the schema of the content. */
export function createKindRoutes<Info>(name: string, path: string, info: () => z.ZodMiniType<Info>) {
  const at = (action: string) => `/registry/${path}${action}`;
  const item = lazy(() => storedItem(info()));
  const one = json(() => fetchResult(item()));
  const seed = json(seedFetchResult);
  // The error of a union of both would not name the field.
  const oneOrSeed: ResponseReader<FetchResult<Item<Info>> | SeedFetchResult> = (response) =>
    getField(readJson(response), 'item_is_seed') === true ? seed(response) : one(response);
  const page = json(() => itemPage(item()));
  const created: ResponseReader<responses.CreateResult<Item<Info>>> = json(() =>
    z.looseObject({
      status: Status(),
      created_item: item(),
      register_create_activity_session_id: z.nullish(z.string()),
    }),
  );
  const status = json(StatusResponse);
  const schema = jsonField('json_schema', () => jsonObject);
  const uiSchema = jsonField('ui_schema', () => jsonObject);
  const settings = json(responses.AccessSettings);

  return routes(`registry.${name}`, 'registry', {
    fetch: get(at('/fetch'), 'read', one, { notFoundOn: 'status' }),
    fetchOrSeed: get(at('/fetch'), 'read', oneOrSeed, { notFoundOn: 'status' }),
    list: post(at('/list'), 'read', 'safe', page),
    seed: post(at('/seed'), 'write', 'create', json(responses.SeedResult)),
    create: post(at('/create'), 'write', 'create', created, {
      adviceOn500: 'check that display_name is not empty',
    }),
    update: put(at('/update'), 'write', 'never', json(responses.UpdateResult), {
      adviceOn500: `${CHECK_KIND}, and that display_name is not empty`,
    }),
    revert: put(at('/revert'), 'write', 'never', status, { adviceOn500: CHECK_KIND }),
    version: post(at('/version'), 'write', 'create', json(responses.VersionResult), {
      adviceOn500: CHECK_KIND,
    }),
    validate: post(at('/validate'), 'read', 'safe', status),
    delete: remove(at('/delete'), 'admin', 'never', status, { notFoundOn: 400 }),
    schema: get(at('/schema'), 'read', schema),
    uiSchema: get(at('/ui_schema'), 'read', uiSchema),
    evaluateAccess: get(at('/auth/evaluate'), 'read', json(responses.RoleSet), { notFoundOn: 400 }),
    accessConfiguration: get(at('/auth/configuration'), 'read', settings, { notFoundOn: 400 }),
    setAccessConfiguration: put(at('/auth/configuration'), 'write', 'never', status),
    accessRoles: get(at('/auth/roles'), 'read', json(responses.RoleDescriptions)),
    lock: put(at('/locks/lock'), 'write', 'never', status),
    unlock: put(at('/locks/unlock'), 'write', 'never', status),
    lockStatus: get(at('/locks/locked'), 'read', json(responses.LockStatus), { notFoundOn: 400 }),
    lockHistory: get(at('/locks/history'), 'read', json(responses.LockHistory), { notFoundOn: 400 }),
  });
}
