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
const IMPORT = { ...SETTINGS, items: [BUNDLE] };
const RESTORE = { ...SETTINGS, table_names: TABLES };
const GRAPH = { items: [BUNDLE] };
const VALUE = { value_type: 'URL', value: 'https://example.org/' } as const;
const ADDED = { id: ID, ...VALUE };
const ADDED_AT = { ...ADDED, index: 2 };
const REMOVED = { id: ID, index: 1 };
const MODIFIED = { ...REMOVED, value: 'x' };

export const REGISTRY_CASES: readonly MethodCase[] = [
  registry((r) => r.version(), 'GET /registry/general/about/version'),
  general((g) => g.fetch(ID), `GET /registry/general/fetch?${id}`),
  general((g) => g.list(PAGE), 'POST /registry/general/list', PAGE),
  general((g) => getFirst(g.forAll(PAGE)), 'POST /registry/general/list', PAGE),
  general((g) => g.listAll(PAGE, { limit: 1 }), 'POST /registry/general/list', PAGE),
  general((g) => g.count({ limit: 1 }), 'POST /registry/general/list', { page_size: 100 }),
  general((g) => g.delete(ID), `DELETE /registry/general/delete?${id}`),
  admin((a) => a.export(), 'GET /admin/export'),
  admin((a) => a.import(IMPORT), 'POST /admin/import', IMPORT),
  admin((a) => a.restore(RESTORE), 'POST /admin/restore_from_table', RESTORE),
  admin((a) => a.restoreProvGraph(GRAPH), 'POST /admin/restore-prov-graph', GRAPH),
  admin((a) => a.delete(ID, 'STUDY'), `DELETE /registry/activity/study/delete?${id}`),
];

export const HANDLE_CASES: readonly MethodCase[] = [
  handles((h) => h.mint(VALUE), 'POST /handle/mint', VALUE),
  handles((h) => h.get(ID), `GET /handle/get?${id}`),
  handles((h) => h.list(), 'GET /handle/list'),
  handles((h) => h.addValue(ADDED), 'POST /handle/add_value', ADDED),
  handles((h) => h.addValueByIndex(ADDED_AT), 'POST /handle/add_value_by_index', ADDED_AT),
  handles((h) => h.modifyByIndex(MODIFIED), 'PUT /handle/modify_by_index', MODIFIED),
  handles((h) => h.removeByIndex(REMOVED), 'POST /handle/remove_by_index', REMOVED),
  search(
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
    row((j) => j.fetch(SESSION), `GET /jobs/${routes}/fetch?session_id=${SESSION}`),
    row((j) => j.list({ limit: 5 }), list, { limit: 5 }),
    row((j) => getFirst(j.forAll({ limit: 5 })), list, { limit: 5 }),
    row((j) => j.listAll({ limit: 5 }, { limit: 1 }), list, { limit: 5 }),
    row((j) => j.listBatch(batch), `${list}_batch`, batch),
    row((j) => j.forAllInBatch(batch).next(), `${list}_batch`, batch),
    row((j) => j.listAllInBatch(batch, { limit: 1 }), `${list}_batch`, batch),
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
  launch((a) => a.launch(WAKE_UP), 'POST /jobs/admin/launch', WAKE_UP),
];
