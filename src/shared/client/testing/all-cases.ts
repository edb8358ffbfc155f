import { AUTH_ADMIN_CASES, AUTH_CASES } from './auth-cases.ts';
import { COMMON_CASES } from './common-cases.ts';
import { DATASTORE_CASES } from './datastore-cases.ts';
import { createKindCases } from './kind-cases.ts';
import type { MethodCase } from './method-case.ts';
import { PROV_CASES } from './prov-cases.ts';
import { HANDLE_CASES, JOB_CASES, REGISTRY_CASES } from './service-cases.ts';

/** One row per method of the client. */
export function createAllCases(): readonly MethodCase[] {
  return [
    ...COMMON_CASES,
    ...DATASTORE_CASES,
    ...PROV_CASES,
    ...REGISTRY_CASES,
    ...createKindCases(),
    ...AUTH_CASES,
    ...AUTH_ADMIN_CASES,
    ...HANDLE_CASES,
    ...JOB_CASES,
  ];
}
