// The operations of users in the sequences. The build excludes files with this suffix.
import assert from 'node:assert/strict';
import { createRunRecord, createSeedMetadata, waitForJob } from '../testing/records.ts';
import type { ApiClient, SandboxInfo, TestResponse } from '../testing/sandbox-support.ts';
import {
  canAdminister,
  canEdit,
  canSee,
  type ExpectedState,
  type KindName,
  type User,
} from './expected-state-support.ts';

/** A running sandbox, its users and its expected contents. */
export type SequenceContext = {
  sandbox: SandboxInfo;
  callers: Record<User, ApiClient>;
  admin: ApiClient;
  expected: ExpectedState;
};

/** An operation. The numbers select its items. */
export type Step = { operation: OperationName; user: User; first: number; second: number; grant: string[] };

export const PATHS: Record<KindName, string> = {
  organisation: '/registry/agent/organisation',
  model: '/registry/entity/model',
  dataset: '/registry/entity/dataset',
};
/** The routes of the data store, which writes datasets. The registry writes all other kinds. */
const DATASET_ROUTES = {
  create: ['POST', '/register/mint-dataset'],
  update: ['POST', '/register/update-metadata'],
  revert: ['PUT', '/register/revert-metadata'],
  version: ['POST', '/register/version'],
} as const;
const REGISTRY_METHODS = { create: 'POST', update: 'PUT', revert: 'PUT', version: 'POST' };
const URLS = { documentation_url: 'https://example.org', source_url: 'https://example.org' };

/** Performs an operation, and compares the response with the expected state. */
export async function perform(context: SequenceContext, step: Step): Promise<void> {
  await OPERATIONS[step.operation](context, step);
}

type Operation = (context: SequenceContext, step: Step) => Promise<void>;

const OPERATIONS = {
  organise: (context, step) => make(context, step, 'organisation'),
  model: (context, step) => make(context, step, 'model'),
  mint: (context, step) => make(context, step, 'dataset'),

  async update({ sandbox, callers, expected }, { user, first, second }) {
    const item = expected.pick(first);
    if (!item) return;
    const name = `name ${second}`;
    const query = { id: item.id, handle_id: item.id, reason: 'r' };
    const body = createBody(sandbox, item.kind, name);
    const response = await write(callers[user], item.kind, 'update', { body, query });
    if (assertOutcome(response, canEdit(user, item), 'update')) item.names.push(name);
  },

  async revert({ callers, expected }, { user, first, second }) {
    const item = expected.pick(first);
    if (!item) return;
    const history_id = second % (item.names.length + 1); // includes one that does not exist
    const body = { id: item.id, history_id, reason: 'r' };
    const response = await write(callers[user], item.kind, 'revert', { body });
    const name = item.names[history_id];
    if (assertOutcome(response, canEdit(user, item) && name !== undefined, 'revert'))
      item.names.push(name ?? '');
  },

  async version({ callers, expected }, { user, first }) {
    const item = expected.pick(first, 'model', 'dataset');
    if (!item) return;
    const body = { id: item.id, reason: 'r' };
    const response = await write(callers[user], item.kind, 'version', { body });
    if (!assertOutcome(response, canAdminister(user, item) && item.next === undefined, 'version')) return;
    const name = item.names.at(-1) ?? '';
    const next = expected.addItem(response.text('new_version_id'), item.kind, user, name);
    Object.assign(next, { general: item.general, version: item.version + 1, previous: item });
    if (item.kind === 'dataset') next.names.push(name); // the server adds an entry for the new location
    item.next = next;
    expected.sessions.push(response.text('version_job_session_id'));
  },

  async lock({ callers, expected }, { user, first }) {
    const item = expected.pick(first);
    if (!item) return;
    const action = item.locked ? 'unlock' : 'lock';
    const body = { id: item.id, reason: 'r' };
    const response = await callers[user].put('registry', `${PATHS[item.kind]}/locks/${action}`, body);
    if (assertOutcome(response, canAdminister(user, item), action)) item.locked = !item.locked;
  },

  async share({ callers, expected }, { user, first, grant }) {
    const item = expected.pick(first);
    if (!item) return;
    const body = { owner: item.owner, general: grant, groups: {} };
    const path = `${PATHS[item.kind]}/auth/configuration`;
    const response = await callers[user].put('registry', path, body, { id: item.id });
    if (assertOutcome(response, canAdminister(user, item), 'share')) item.general = grant;
  },

  async run({ sandbox, callers, expected }, { user, first, second }) {
    const input = expected.pick(first, 'dataset');
    const output = expected.pick(second, 'dataset');
    if (!input || !output) return;
    const { outputTemplate } = sandbox.seed ?? {};
    const outputs = [
      { dataset_template_id: outputTemplate, dataset_id: output.id, dataset_type: 'DATA_STORE' },
    ];
    const record = createRunRecord(sandbox, input.id, { outputs });
    const response = await callers[user].post('prov', '/model_run/register', record);
    if (!assertOutcome(response, canSee(user, input) && canSee(user, output), 'run')) return;
    const job = await waitForJob(callers[user], response.text('session_id'));
    expected.runs.push({ id: job.text('job.result.record.id'), input, output });
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;
// the keys of the constant
export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

/** Fields that organisations and models have in common. */
export function createContents(name: string): object {
  return { display_name: name, name, description: 'd', ...URLS };
}

function createBody(sandbox: SandboxInfo, kind: KindName, name: string): object {
  return kind === 'dataset' ? createSeedMetadata(sandbox, { name }) : createContents(name);
}

function write(
  caller: ApiClient,
  kind: KindName,
  action: keyof typeof DATASET_ROUTES,
  options: { body: object; query?: Record<string, string> },
): Promise<TestResponse> {
  if (kind !== 'dataset')
    return caller.send(REGISTRY_METHODS[action], 'registry', `${PATHS[kind]}/${action}`, options);
  const [method, path] = DATASET_ROUTES[action];
  return caller.send(method, 'datastore', path, options);
}

async function make(
  { sandbox, callers, expected }: SequenceContext,
  { user, second }: Step,
  kind: KindName,
): Promise<void> {
  const name = `name ${second}`;
  const response = await write(callers[user], kind, 'create', { body: createBody(sandbox, kind, name) });
  assertOutcome(response, true, `make ${kind}`);
  const id = response.text(kind === 'dataset' ? 'handle' : 'created_item.id');
  expected.addItem(id, kind, user, name);
  if (kind !== 'organisation') expected.sessions.push(response.text('register_create_activity_session_id'));
}

/** @returns whether the operation succeeded. @throws AssertionError if that differs from the expectation */
function assertOutcome(response: TestResponse, expected: boolean, operation: string): boolean {
  const success = response.status === 200 && response.at('status.success') !== false;
  assert.equal(success, expected, `${operation}: ${response.status} ${JSON.stringify(response.body)}`);
  return success;
}
