import type { KindName, OperationName } from '../../src/shared/client/index.ts';
import type { Row } from './official.ts';

/** Methods of the official client for every kind. */
const BASE = {
  fetch: ['fetch', 'fetchOrSeed'],
  list_items: ['list', 'forAll', 'listAll'],
  validate_item: ['validate'],
  admin_delete: ['delete'],
  revert_item: ['revert'],
  get_schema: ['schema'],
  evaluate_auth_access: ['evaluateAccess'],
  get_auth_configuration: ['accessConfiguration'],
  modify_auth_configuration: ['setAccessConfiguration'],
  get_auth_roles: ['accessRoles'],
  lock_resource: ['lock'],
  unlock_resource: ['unlock'],
  get_lock_history: ['lockHistory'],
  get_lock_status: ['lockStatus'],
} as const satisfies Readonly<Record<string, readonly OperationName[]>>;
const EDIT = { seed_item: ['seed'], create_item: ['create'], update: ['update'] } as const;
const VERSION = { version_item: ['version'] } as const;

/** The official name of each kind's client, and its methods that the base class does not have. */
const KINDS: readonly {
  readonly official: string;
  readonly ours: KindName;
  readonly more: Readonly<Record<string, readonly OperationName[]>>;
}[] = [
  { official: 'organisation', ours: 'organisation', more: EDIT },
  { official: 'person', ours: 'person', more: EDIT },
  { official: 'model', ours: 'model', more: { ...EDIT, ...VERSION } },
  { official: 'model_run_workflow', ours: 'modelRunWorkflow', more: { ...EDIT, ...VERSION } },
  { official: 'dataset_template', ours: 'datasetTemplate', more: { ...EDIT, ...VERSION } },
  { official: 'study', ours: 'study', more: EDIT },
  { official: 'create_activity', ours: 'createActivity', more: { create_item: ['create'] } },
  { official: 'version_acitvity', ours: 'versionActivity', more: {} },
  { official: 'model_run', ours: 'modelRun', more: {} },
  { official: 'dataset', ours: 'dataset', more: {} },
];

const ATTRIBUTE_ERROR = 'raises AttributeError: the client of this kind is never created';
const FAILURES: Readonly<Record<string, string>> = {
  get_lock_status: 'fails on every response: requests the route of the lock history',
};
const NOTES: Readonly<Record<string, string>> = {
  list_items: 'one page; no iteration over pages',
  update: 'drops the session id of the job that it starts for a seed',
};
/** What the server does not have for the kinds that it writes itself. */
const NO_ROUTE: Readonly<Record<string, string>> = {
  revert_item: 'always fails with 404',
  create_item: 'does nothing, without an error',
};

/** Rows of all ten kinds; `has` reports whether a kind has an operation in this client. */
export function createKindRows(has: (method: string) => boolean): Row[] {
  return KINDS.flatMap(({ official, ours, more }) =>
    Object.entries({ ...BASE, ...more }).map(([method, operations]): Row => {
      const own = operations.map((operation) => `registry.${ours}.${operation}`).filter(has);
      const broken = official === 'dataset' ? ATTRIBUTE_ERROR : FAILURES[method];
      const absent = own.length === 0 ? (NO_ROUTE[method] ?? 'always fails') : undefined;
      return { official: `${official}.${method}`, ours: own, fails: broken ?? absent, note: NOTES[method] };
    }),
  );
}
