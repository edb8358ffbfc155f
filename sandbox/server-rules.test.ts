/** Rules that follow from the source of the server, and that no recorded response shows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createLinkedPerson,
  createRunRecord,
  createSeedMetadata,
  mintDataset,
  registerRun,
  waitForJob,
} from './testing/records.ts';
import { ApiClient, requestToken, startTestSandbox } from './testing/sandbox-support.ts';
import { waitUntil } from './testing/wait-until.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const colleague = new ApiClient(sandbox, 'colleague');
const admin = new ApiClient(sandbox, 'admin');
const colleaguePerson = await createLinkedPerson(colleague, 'colleague');
const dataset = await mintDataset(modeller, sandbox);
const { person = '', model = '', study = '' } = sandbox.seed ?? {};
const REGISTRY = '/registry';

type Row = Record<string, unknown>;
type Bundle = { id: string; item_payload: Row; auth_payload: Row; lock_payload: Row };
const exportBundles = async () => (await admin.get('registry', '/admin/export')).at<Bundle[]>('items');

async function restrict(path: string, id: string): Promise<void> {
  const settings = { owner: 'modeller', general: [], groups: {} };
  await modeller.put('registry', `${REGISTRY}/${path}/auth/configuration`, settings, { id });
}

async function serviceHeaders(client_id: string): Promise<Record<string, string>> {
  const account = { client_id, client_secret: `${client_id}-secret`, grant_type: 'client_credentials' };
  return { authorization: `Bearer ${(await requestToken(sandbox, account)).text('access_token')}` };
}

test('a route that acts for the user is a 500 without an email in the token, even before a 422', async () => {
  const headers = await serviceHeaders('registry-api');
  const nobody = new ApiClient(sandbox);
  const routes = [
    ['POST', 'datastore', '/register/mint-dataset'],
    ['POST', 'datastore', '/register/update-metadata'],
    ['PUT', 'datastore', '/register/revert-metadata'],
    ['POST', 'datastore', '/register/version'],
    ['POST', 'datastore', '/release/approval-request'],
    ['PUT', 'datastore', '/release/action-approval-request'],
    ['POST', 'prov', '/model_run/register'],
    ['POST', 'prov', '/model_run/register_batch'],
    ['POST', 'prov', '/model_run/register_sync'],
    ['POST', 'prov', '/model_run/edit/link_to_study'],
    ['POST', 'prov', '/model_run/update'],
    ['POST', 'prov', '/explore/generate/report'],
    ['POST', 'registry', '/admin/restore-prov-graph'],
  ] as const;
  for (const [method, service, path] of routes) {
    const { status, body } = await nobody.send(method, service, path, { headers, body: {} });
    assert.deepEqual([path, status, body], [path, 500, 'Internal Server Error']);
    assert.equal((await nobody.send(method, service, path, { body: {} })).status, 401);
  }
  assert.equal((await modeller.post('prov', '/model_run/register', {})).status, 422);
});

test('a version of a dataset whose metadata are invalid today is a 500 and stays', async () => {
  const organisation = (
    await modeller.post('registry', `${REGISTRY}/agent/organisation/create`, { display_name: 'O', name: 'O' })
  ).text('created_item.id');
  const metadata = { ...createSeedMetadata(sandbox), associations: { organisation_id: organisation } };
  const minted = await modeller.post('datastore', '/register/mint-dataset', metadata);
  const id = minted.text('handle');
  await admin.delete('registry', `${REGISTRY}/agent/organisation/delete`, { id: organisation });
  assert.equal((await modeller.post('datastore', '/register/version', { id, reason: 'r' })).status, 500);
  const old = await modeller.get('registry', `${REGISTRY}/entity/dataset/fetch`, { id });
  const next = await modeller.get('registry', `${REGISTRY}/entity/dataset/fetch`, {
    id: old.text('item.versioning_info.next_version'),
  });
  assert.equal(next.at('item.versioning_info.previous_version'), id);
});

test('the emails of a release belong to the data store, and none is sent if one has no recipient', async () => {
  const id = await mintDataset(modeller, sandbox);
  await admin.post('datastore', '/release/sys-reviewers/add', undefined, { reviewer_id: colleaguePerson });
  const request = { dataset_id: id, approver_id: colleaguePerson, notes: 'n' };
  assert.equal((await modeller.post('datastore', '/release/approval-request', request)).status, 200);
  await waitUntil(() => sandbox.outbox().length === 1);
  const username_filter = 'service-account-data-store-api';
  const jobs = await admin.post('jobs', '/jobs/admin/list', { username_filter });
  assert.deepEqual(
    jobs.at<Row[]>('jobs').map((job) => job['job_sub_type']),
    ['SEND_EMAIL'],
  );
  const link = { username: 'modeller', force: true, validate_item: false };
  await admin.post('auth', '/link/admin/assign', { ...link, person_id: 'unknown' });
  const decision = { dataset_id: id, approve: true, notes: 'n' };
  const decided = await colleague.put('datastore', '/release/action-approval-request', decision);
  await admin.post('auth', '/link/admin/assign', { ...link, person_id: person });
  assert.equal(decided.status, 500);
  assert.equal((await admin.post('jobs', '/jobs/admin/list', { username_filter })).at('jobs.length'), 1);
  const item = await modeller.get('datastore', '/registry/items/fetch-dataset', { handle_id: id });
  assert.equal(item.at('item.release_status'), 'RELEASED');
});

test('a list of the releases of an empty reviewer is a 500, and of a subtype ignores it', async () => {
  const list = async (filter: object, sort_type: string) =>
    (
      await modeller.post('registry', `${REGISTRY}/general/list`, {
        filter_by: { release_reviewer: '', ...filter },
        sort_by: { sort_type },
      })
    ).status;
  assert.equal(await list({}, 'DISPLAY_NAME'), 500);
  assert.equal(await list({}, 'RELEASE_TIMESTAMP'), 400);
  assert.equal(await list({ item_subtype: 'MODEL' }, 'DISPLAY_NAME'), 200);
});

test('an empty begins_with is none', async () => {
  const sort_by = { sort_type: 'DISPLAY_NAME', begins_with: '' };
  assert.equal((await modeller.post('registry', `${REGISTRY}/general/list`, { sort_by })).status, 200);
});

test('the options of a list are also checked together if one of them is invalid', async () => {
  const sort_by = { sort_type: 'ACCESS_INFO_URI_BEGINS_WITH', begins_with: [] };
  const filter_by = { item_subtype: 'MODEL', release_status: 'PENDING', record_type: 'none' };
  const response = await modeller.post('registry', `${REGISTRY}/general/list`, { sort_by, filter_by });
  assert.deepEqual(
    response.at<Row[]>('detail').map(({ loc }) => String(loc)),
    ['filter_by.record_type', 'filter_by.__root__', 'sort_by.begins_with', 'sort_by.__root__'].map(
      (path) => `body,${path.replace('.', ',')}`,
    ),
  );
});

test('a stored run with a wrong category or equal history ids violates an assertion', async () => {
  const run = await registerRun(modeller, createRunRecord(sandbox, dataset));
  const fetched = await modeller.get('registry', `${REGISTRY}/activity/model_run/fetch`, { id: run });
  const item = fetched.at<{ history: object[] }>('item');
  for (const changes of [{ item_category: 'AGENT' }, { history: [item.history[0], item.history[0]] }]) {
    const response = await admin.post('prov', '/admin/store_record', { ...item, ...changes });
    assert.equal(response.at('detail.0.type'), 'assertion_error');
  }
});

test('the list of own releases is a 500 if its page has another kind of item', async () => {
  const list = async (item_subtype: string) =>
    (
      await modeller.post('registry', `${REGISTRY}/entity/dataset/user/releases`, {
        filter_by: { release_reviewer: person, item_subtype },
      })
    ).status;
  assert.deepEqual([await list('DATASET'), await list('MODEL')], [200, 500]);
});

test('administrators and services may read items through the proxy route', async () => {
  const fetchAs = async (caller: ApiClient) => {
    const path = `${REGISTRY}/general/proxy/fetch`;
    return (await caller.get('registry', path, { id: model, username: 'nobody' })).at('item.id');
  };
  assert.deepEqual([await fetchAs(admin), await fetchAs(modeller)], [model, undefined]);
});

test('an import writes rows under the ids inside them, and rejects rows that the tables cannot hold', async () => {
  const bundle = (await exportBundles()).find(({ id }) => id === model);
  assert.ok(bundle);
  const importing = (item: object, parse_items = true) =>
    admin.post('registry', '/admin/import', {
      import_mode: 'ADD_OR_OVERWRITE',
      trial_mode: false,
      parse_items,
      items: [{ ...bundle, ...item }],
    });
  const rename = (payload: Row, id: string) => ({ ...payload, id });
  const renamed = {
    id: 'outside',
    item_payload: rename(bundle.item_payload, 'inside'),
    auth_payload: rename(bundle.auth_payload, 'inside'),
    lock_payload: rename(bundle.lock_payload, 'inside'),
  };
  assert.equal((await importing(renamed)).at('status.success'), true);
  const found = async (id: string) =>
    (await admin.get('registry', `${REGISTRY}/general/fetch`, { id })).at('status.success');
  assert.deepEqual([await found('inside'), await found('outside')], [true, false]);
  for (const item_payload of [
    {},
    { ...bundle.item_payload, id: '' },
    { ...bundle.item_payload, display_name: {} },
  ]) {
    const { status, body } = await importing({ item_payload }, false);
    assert.equal(status, 500);
    assert.equal(typeof Object(body).detail, 'string');
  }
  await admin.delete('registry', `${REGISTRY}/general/delete`, { id: 'inside' });
});

test('a job records the creation of an item that no longer exists', async () => {
  const launched = await admin.post('jobs', '/jobs/admin/launch', {
    job_type: 'REGISTRY',
    job_sub_type: 'REGISTER_CREATE_ACTIVITY',
    job_payload: { created_item_id: 'gone', created_item_subtype: 'MODEL', linked_person_id: person },
  });
  const job = await waitForJob(admin, launched.text('session_id'));
  assert.equal(job.at('job.status'), 'SUCCEEDED');
  assert.equal(
    (await waitForJob(admin, job.text('job.result.lodge_session_id'))).at('job.status'),
    'SUCCEEDED',
  );
  await admin.delete('registry', `${REGISTRY}/general/delete`, {
    id: job.text('job.result.creation_activity_id'),
  });
});

test('a graph is restored kind by kind, and needs only the older item of a version', async () => {
  const version = await modeller.post('registry', `${REGISTRY}/entity/model/version`, {
    id: model,
    reason: 'r',
  });
  const newer = version.text('new_version_id');
  const registered = await waitForJob(modeller, version.text('version_job_session_id'));
  await waitForJob(modeller, registered.text('job.result.lodge_session_id'));
  await registerRun(modeller, createRunRecord(sandbox, dataset));
  const bundles = await exportBundles();
  const kinds = ['VERSION', 'CREATE', 'MODEL_RUN'];
  const items = kinds.map((kind) =>
    bundles.find(({ item_payload }) => item_payload['item_subtype'] === kind),
  );
  const again = bundles.filter(({ item_payload }) => item_payload['item_subtype'] === 'CREATE').at(-1);
  await admin.delete('registry', `${REGISTRY}/entity/model/delete`, { id: newer });
  const restoring = (restored: unknown[], settings: object = {}) =>
    admin.post('registry', '/admin/restore-prov-graph', { trial_mode: false, items: restored, ...settings });
  const response = await restoring([...items, again]);
  const subTypes = [];
  for (const id of response.at<string[]>('task_ids'))
    subTypes.push((await waitForJob(admin, id, '/jobs/admin/fetch')).at('job.job_sub_type'));
  assert.deepEqual(subTypes, [
    'LODGE_VERSION_ACTIVITY',
    'LODGE_CREATE_ACTIVITY',
    'LODGE_CREATE_ACTIVITY',
    'MODEL_RUN_LODGE_ONLY',
  ]);
  const [first] = items;
  const change = (changes: Row) => [{ ...first, item_payload: { ...first?.item_payload, ...changes } }];
  assert.equal((await restoring(change({ item_category: 'none' }))).status, 500);
  assert.equal((await restoring(change({ item_subtype: 'SOFTWARE' }))).status, 500);
  assert.equal((await restoring(change({ from_item_id: newer }))).status, 400);
  const lax = await restoring(change({ from_item_id: newer }), { abort_if_failures: false });
  assert.deepEqual([lax.at('status.success'), lax.at('task_ids')], [true, []]);
});

test('a job in the queue of another kind fails, and an empty user name is the caller', async () => {
  const launch = async (job_type: string) => {
    const job = { job_type, username: '', job_sub_type: 'EMAIL_WAKE_UP', job_payload: {} };
    const launched = await admin.post('jobs', '/jobs/admin/launch', job);
    const { body } = await waitForJob(admin, launched.text('session_id'));
    return [Object(body).job.job_type, Object(body).job.status];
  };
  assert.deepEqual(await launch('EMAIL'), ['EMAIL', 'SUCCEEDED']);
  assert.deepEqual(await launch('REPORT'), ['REPORT', 'FAILED']);
});

test('the worker of model runs also generates reports', async () => {
  const run = await registerRun(modeller, createRunRecord(sandbox, dataset));
  const request = { id: run, item_subtype: 'MODEL_RUN', depth: 1 };
  const { body } = await modeller.post('prov', '/explore/generate/report', request);
  const { payload: job_payload } = Object((await waitForJob(modeller, Object(body).session_id)).at('job'));
  const job = { job_type: 'PROV_LODGE', username: '', job_sub_type: 'GENERATE_REPORT', job_payload };
  const launched = await admin.post('jobs', '/jobs/admin/launch', job);
  assert.equal((await waitForJob(admin, launched.text('session_id'))).at('job.status'), 'SUCCEEDED');
});

test('a run that is registered at once fails for an empty organisation, and leaves a seed', async () => {
  const associations = { modeller_id: person, requesting_organisation_id: '' };
  const record = createRunRecord(sandbox, dataset, { associations });
  const count = async () => (await exportBundles()).length;
  const before = await count();
  const { status, body } = await admin.post('prov', '/model_run/register_sync', record);
  assert.deepEqual([status, typeof Object(body).detail], [500, 'string']);
  assert.equal(await count(), before + 1);
});

test('the prov API does not notice for a minute that an item was created, except with a new token', async () => {
  const bundle = (await exportBundles()).find(({ id }) => id === study);
  const record = createRunRecord(sandbox, dataset, { study_id: 'later' });
  const register = async (caller = modeller) =>
    (await caller.post('prov', '/model_run/register', record)).status;
  assert.equal(await register(), 400);
  const rename = (payload: Row | undefined) => ({ ...payload, id: 'later' });
  await admin.post('registry', '/admin/import', {
    import_mode: 'ADD_ONLY',
    trial_mode: false,
    items: [
      {
        id: 'later',
        item_payload: rename(bundle?.item_payload),
        auth_payload: rename(bundle?.auth_payload),
        lock_payload: rename(bundle?.lock_payload),
      },
    ],
  });
  assert.equal(await register(), 400);
  assert.equal(await register(new ApiClient(sandbox, 'modeller')), 200);
});

test('a report needs access to all items, and something on both sides of each run', async () => {
  const used = await mintDataset(modeller, sandbox);
  const run = await registerRun(modeller, createRunRecord(sandbox, used));
  const report = async (caller: ApiClient, id: string, item_subtype: string) => {
    const launched = await caller.post('prov', '/explore/generate/report', { id, item_subtype, depth: 1 });
    return (await waitForJob(caller, launched.text('session_id'))).at('job.status');
  };
  assert.equal(await report(colleague, run, 'MODEL_RUN'), 'SUCCEEDED');
  const lonely = { display_name: 'S', title: 'S', description: 'd' };
  const created = await modeller.post('registry', `${REGISTRY}/activity/study/create`, lonely);
  assert.equal(await report(modeller, created.text('created_item.id'), 'STUDY'), 'FAILED');
  await restrict('entity/dataset', used);
  assert.equal(await report(colleague, run, 'MODEL_RUN'), 'FAILED');
  assert.equal(await report(modeller, run, 'MODEL_RUN'), 'SUCCEEDED');
  await admin.post('prov', '/model_run/delete', { record_id: run });
  assert.equal(await report(modeller, run, 'MODEL_RUN'), 'FAILED');
});

test('the table of a batch is a 500 for a time outside the years of Python', async () => {
  const record = createRunRecord(sandbox, dataset, { start_time: -99_999_999_999 });
  const batch = await modeller.post('prov', '/model_run/register_batch', { records: [record] });
  const batch_id = (await waitForJob(modeller, batch.text('session_id'))).text('job.result.batch_id');
  const { status, body } = await modeller.get('prov', '/bulk/regenerate_from_batch/csv', { batch_id });
  assert.deepEqual([status, body], [500, 'Internal Server Error']);
});
