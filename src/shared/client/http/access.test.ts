import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Service } from '../services.ts';
import { type Access, getRequiredRoles } from './access.ts';

const rows: readonly (readonly [service: Service, access: Access, roles: readonly string[]])[] = [
  ['registry', 'open', []],
  ['registry', 'token', []],
  ['registry', 'read', ['entity-registry-read']],
  ['datastore', 'write', ['entity-registry-read', 'entity-registry-write']],
  ['prov', 'admin', ['entity-registry-read', 'entity-registry-write', 'entity-registry-admin']],
  ['search', 'read', ['entity-registry-read']],
  ['handle', 'write', ['handle-read', 'handle-write']],
  ['jobs', 'admin', ['job-service-read', 'job-service-write', 'job-service-admin']],
  ['auth', 'read', ['sys-admin-read']],
  ['auth', 'admin', ['sys-admin-admin']],
  ['datastore', 'sys-write', ['sys-admin-read', 'sys-admin-write']],
  ['registry', 'sys-admin', ['sys-admin-read', 'sys-admin-write', 'sys-admin-admin']],
];
for (const [service, access, roles] of rows)
  test(`access ${access} of ${service} needs ${roles.join(', ') || 'no role'}`, () =>
    assert.deepEqual(getRequiredRoles(service, access), roles));
