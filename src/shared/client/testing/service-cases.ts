import type { Provena } from '../connect.ts';
import { createRowFactory, getFirst, type MethodCase } from './method-case.ts';
import { ID, SESSION } from './samples.ts';

const registry = createRowFactory('registry', 'registry', (p) => p.registry);
const general = createRowFactory('registry.general', 'registry', (p) => p.registry.general);
const admin = createRowFactory('registry.admin', 'registry', (p) => p.registry.admin);
const handles = createRowFactory('idService', 'handle', (p) => p.idService);
const search = createRowFactory('search', 'search', (p) => p.search);

const id = `id=${encodeURIComponent(ID)}`;
const PAGE = { page_size: 5 };
const SETTINGS = { import_mode: 'ADD_ONLY', trial_mode: true } as const;
const BUNDLE = { id: ID, item_payload: {}, auth_payload: {}, lock_payload: {} };
const TABLES = { resource_table_name: 'a', auth_table_name: 'b', lock_table_name: 'c' };
const VALUE = { value_type: 'URL', value: 'https://example.org/' } as const;
const ADDED = { id: ID, ...VALUE };

export const REGISTRY_CASES: readonly MethodCase[] = [
  registry('version', (r) => r.version(), 'GET /registry/general/about/version'),
  general('fetch', (g) => g.fetch(ID), `GET /registry/general/fetch?${id}`),
  general('list', (g) => g.list(PAGE), 'POST /registry/general/list', PAGE),
  general('forAll', (g) => getFirst(g.forAll(PAGE)), 'POST /registry/general/list', PAGE),
  general('listAll', (g) => g.listAll(PAGE, { limit: 1 }), 'POST /registry/general/list', PAGE),
  general('count', (g) => g.count({ limit: 1 }), 'POST /registry/general/list', { page_size: 100 }),
  general('delete', (g) => g.delete(ID), `DELETE /registry/general/delete?${id}`),
  admin('export', (a) => a.export(), 'GET /admin/export'),
  admin('import', (a) => a.import({ ...SETTINGS, items: [BUNDLE] }), 'POST /admin/import', {
    ...SETTINGS,
    items: [BUNDLE],
  }),
  admin('restore', (a) => a.restore({ ...SETTINGS, table_names: TABLES }), 'POST /admin/restore_from_table', {
    ...SETTINGS,
    table_names: TABLES,
  }),
  admin(
    'restoreProvGraph',
    (a) => a.restoreProvGraph({ items: [BUNDLE] }),
    'POST /admin/restore-prov-graph',
    {
      items: [BUNDLE],
    },
  ),
  admin('delete', (a) => a.delete(ID, 'STUDY'), `DELETE /registry/activity/study/delete?${id}`),
];

export const HANDLE_CASES: readonly MethodCase[] = [
  handles('mint', (h) => h.mint(VALUE), 'POST /handle/mint', VALUE),
  handles('get', (h) => h.get(ID), `GET /handle/get?${id}`),
  handles('list', (h) => h.list(), 'GET /handle/list'),
  handles('addValue', (h) => h.addValue(ADDED), 'POST /handle/add_value', ADDED),
  handles(
    'addValueByIndex',
    (h) => h.addValueByIndex({ ...ADDED, index: 2 }),
    'POST /handle/add_value_by_index',
    {
      ...ADDED,
      index: 2,
    },
  ),
  handles(
    'modifyByIndex',
    (h) => h.modifyByIndex({ id: ID, index: 1, value: 'x' }),
    'PUT /handle/modify_by_index',
    {
      id: ID,
      index: 1,
      value: 'x',
    },
  ),
  handles('removeByIndex', (h) => h.removeByIndex({ id: ID, index: 1 }), 'POST /handle/remove_by_index', {
    id: ID,
    index: 1,
  }),
  search(
    'searchRegistry',
    (s) => s.searchRegistry('coral & reef', { subtype: 'MODEL', limit: 5 }),
    'GET /search/entity-registry?query=coral+%26+reef&subtype_filter=MODEL&record_limit=5',
  ),
];

/** The job API has the same operations for a user's own jobs and for all jobs. */
function createJobCases(
  module: string,
  routes: string,
  pick: (provena: Provena) => Provena['jobService'] | Provena['jobService']['admin'],
): MethodCase[] {
  const row = createRowFactory(module, 'jobs', pick);
  const batch = { batch_id: 'b1', limit: 5 };
  const list = `POST /jobs/${routes}/list`;
  return [
    row('fetch', (j) => j.fetch(SESSION), `GET /jobs/${routes}/fetch?session_id=${SESSION}`),
    row('list', (j) => j.list({ limit: 5 }), list, { limit: 5 }),
    row('forAll', (j) => getFirst(j.forAll({ limit: 5 })), list, { limit: 5 }),
    row('listAll', (j) => j.listAll({ limit: 5 }, { limit: 1 }), list, { limit: 5 }),
    row('listBatch', (j) => j.listBatch(batch), `${list}_batch`, batch),
    row('forAllInBatch', (j) => j.forAllInBatch(batch).next(), `${list}_batch`, batch),
    row('listAllInBatch', (j) => j.listAllInBatch(batch, { limit: 1 }), `${list}_batch`, batch),
  ];
}

const launch = createRowFactory('jobService.admin', 'jobs', (p) => p.jobService.admin);
const WAKE_UP = {
  job_type: 'REGISTRY',
  job_sub_type: 'REGISTRY_WAKE_UP',
  job_payload: { reason: 'test' },
} as const;

export const JOB_CASES: readonly MethodCase[] = [
  ...createJobCases('jobService', 'user', (p) => p.jobService),
  ...createJobCases('jobService.admin', 'admin', (p) => p.jobService.admin),
  launch('launch', (a) => a.launch(WAKE_UP), 'POST /jobs/admin/launch', WAKE_UP),
];
