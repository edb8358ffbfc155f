import type { Provena } from '../connect.ts';
import type { Service } from '../services.ts';
import { createRowFactory, type MethodCase } from './method-case.ts';

/** Routes that all APIs have; the auth API checks access in its own way. */
const CHECKED = [
  { name: 'registry', service: 'registry' },
  { name: 'datastore', service: 'datastore' },
  { name: 'prov', service: 'prov' },
  { name: 'jobService', service: 'jobs' },
  { name: 'idService', service: 'handle' },
  { name: 'search', service: 'search' },
] as const satisfies readonly { name: keyof Provena; service: Service }[];
const CONFIGURED = [...CHECKED, { name: 'auth', service: 'auth' }] as const;
const LEVELS = ['general', 'read', 'write', 'admin'] as const;

export const COMMON_CASES: readonly MethodCase[] = [
  ...CHECKED.flatMap(({ name, service }) => {
    const row = createRowFactory(name, service, (p) => p[name]);
    return [
      row((m) => m.health(), 'GET /'),
      ...LEVELS.map((level) => row((m) => m.checkAccess(level), `GET /check-access/check-${level}-access`)),
    ];
  }),
  ...CONFIGURED.map(({ name, service }) =>
    createRowFactory(
      `${name}.admin`,
      service,
      (p) => p[name].admin,
    )((a) => a.config({ requiredOnly: false }), 'GET /admin/config?required_only=false'),
  ),
];
