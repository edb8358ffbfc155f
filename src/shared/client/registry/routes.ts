import type * as z from 'zod/mini';
import { json } from '../http/response.ts';
import { get, post, put, remove, routes } from '../http/routes.ts';
import { lazySchema } from '../lazy-schema.ts';
import { fetchResult, storedItem, storedItemOrSeed } from '../model/item.ts';
import { itemPage } from '../model/listing.ts';
import * as reply from '../model/registry-replies.ts';
import { StatusReply } from '../model/status.ts';

/** Routes of the registry for one kind: `path` follows `/registry/`, `info` is the schema of the content. */
export function createKindRoutes<Info>(name: string, path: string, info: () => z.ZodMiniType<Info>) {
  const at = (action: string) => `/registry/${path}${action}`;
  const item = lazySchema(() => storedItem(info()));
  const one = json(() => fetchResult(item()));
  const oneOrSeed = json(() => fetchResult(storedItemOrSeed(item())));
  const page = json(() => itemPage(item()));
  const created = json(() => reply.createResult(item()));
  const status = json(StatusReply);
  const settings = json(reply.AccessSettings);

  return routes(`registry.${name}`, 'registry', {
    fetch: get(at('/fetch'), 'read', one, { notFoundOn: 'status' }),
    fetchOrSeed: get(at('/fetch'), 'read', oneOrSeed, { notFoundOn: 'status' }),
    list: post(at('/list'), 'read', 'safe', page),
    seed: post(at('/seed'), 'write', 'create', json(reply.SeedResult)),
    create: post(at('/create'), 'write', 'create', created),
    update: put(at('/update'), 'write', 'never', json(reply.UpdateResult)),
    revert: put(at('/revert'), 'write', 'never', status),
    version: post(at('/version'), 'write', 'create', json(reply.VersionResult)),
    validate: post(at('/validate'), 'read', 'safe', status),
    delete: remove(at('/delete'), 'admin', 'never', status, { notFoundOn: 400 }),
    schema: get(at('/schema'), 'read', json(reply.JsonSchemaReply)),
    uiSchema: get(at('/ui_schema'), 'read', json(reply.UiSchemaReply)),
    evaluateAccess: get(at('/auth/evaluate'), 'read', json(reply.RoleSet), { notFoundOn: 400 }),
    accessConfiguration: get(at('/auth/configuration'), 'read', settings, { notFoundOn: 400 }),
    setAccessConfiguration: put(at('/auth/configuration'), 'write', 'never', status),
    accessRoles: get(at('/auth/roles'), 'read', json(reply.RoleDescriptions)),
    lock: put(at('/locks/lock'), 'write', 'never', status),
    unlock: put(at('/locks/unlock'), 'write', 'never', status),
    lockStatus: get(at('/locks/locked'), 'read', json(reply.LockStatus), { notFoundOn: 400 }),
    lockHistory: get(at('/locks/history'), 'read', json(reply.LockHistory), { notFoundOn: 400 }),
  });
}
