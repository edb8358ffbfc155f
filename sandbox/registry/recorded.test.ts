/** Responses that were recorded from a real server and that no other test covers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createRunRecord,
  createSeedMetadata,
  mintDataset,
  registerRun,
  waitForJob,
} from '../testing/records.ts';
import { ApiClient, requestToken, startTestSandbox, type TestResponse } from '../testing/sandbox-support.ts';
import { waitUntil } from '../testing/wait-until.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const colleague = new ApiClient(sandbox, 'colleague');
const admin = new ApiClient(sandbox, 'admin');
const { person = '', organisation = '', model = '', study = '' } = sandbox.seed ?? {};
const dataset = await mintDataset(modeller, sandbox);
const REGISTRY = '/registry';

test('a new version has the reasons of the server in its history', async () => {
  const version = await modeller.post('registry', `${REGISTRY}/entity/model/version`, {
    id: model,
    reason: 'r',
  });
  const item = await modeller.get('registry', `${REGISTRY}/entity/model/fetch`, {
    id: version.text('new_version_id'),
  });
  assert.equal(item.at('item.history.0.reason'), `New version of existing item (id=${model}).`);
  const datasetVersion = await modeller.post('datastore', '/register/version', { id: dataset, reason: 'r' });
  const copy = await modeller.get('registry', `${REGISTRY}/entity/dataset/fetch`, {
    id: datasetVersion.text('new_version_id'),
  });
  assert.deepEqual(
    [copy.at('item.history.0.reason'), copy.at('item.history.1.reason')],
    [
      "(System) Dataset S3 path updated to new version's storage location",
      `New version of existing item (id=${dataset}).`,
    ],
  );
});

test('evaluate returns only the roles of the kind whose route is used', async () => {
  const roles = async (path: string) => {
    const response = await modeller.get('registry', `${REGISTRY}/${path}/auth/evaluate`, { id: dataset });
    return response.at<string[]>('roles').toSorted(); // a list of names, by the route's schema
  };
  assert.equal((await roles('entity/dataset')).length, 5);
  assert.deepEqual(await roles('entity/model'), ['admin', 'metadata-read', 'metadata-write']);
});

test('revert through the route of another kind responds with 401 without the right to edit, otherwise with 500', async () => {
  const revert = async (caller: ApiClient) => {
    const request = { id: organisation, history_id: 0, reason: 'r' };
    return (await caller.put('registry', `${REGISTRY}/agent/person/revert`, request)).status;
  };
  assert.equal(await revert(colleague), 401);
  assert.equal(await revert(admin), 500);
});

/** Rejected requests for lists. */
const REJECTED: [string, (admin: ApiClient) => Promise<TestResponse>, number][] = [
  [
    'the jobs of an empty username',
    (caller) => caller.post('jobs', '/jobs/admin/list', { username_filter: '' }),
    500,
  ],
  [
    'items after a timestamp written as text',
    (caller) =>
      caller.post('registry', `${REGISTRY}/general/list`, {
        pagination_key: { id: model, universal_partition_key: 'OK', updated_timestamp: '1700000000' },
      }),
    500,
  ],
  [
    'releases of an empty reviewer',
    (caller) =>
      caller.post('registry', `${REGISTRY}/general/list`, {
        filter_by: { release_reviewer: '' },
        sort_by: { sort_type: 'RELEASE_TIMESTAMP' },
      }),
    400,
  ],
];

for (const [title, list, status] of REJECTED) {
  test(`a list of ${title} is a ${status}`, async () => assert.equal((await list(admin)).status, status));
}

test('a report job names the wrong kind, or the item that is missing', async () => {
  const info = async (id: string, item_subtype: string) => {
    const request = { id, item_subtype, depth: 1 };
    const launched = await modeller.post('prov', '/explore/generate/report', request);
    return (await waitForJob(modeller, launched.text('session_id'))).text('job.info');
  };
  assert.match(await info(dataset, 'DATASET'), /Unsupported item subtype for validation\./);
  assert.match(await info(dataset, 'STUDY'), /Validation error with provided STUDY/);
});

test('effected_agents of a person is empty, because no link is used twice', async () => {
  await registerRun(modeller, createRunRecord(sandbox, dataset, { study_id: study }));
  const lineage = await modeller.get('prov', '/explore/special/effected_agents', {
    starting_id: person,
    depth: 1,
  });
  assert.equal(lineage.at('record_count'), 0);
});

test('validation of a dataset names the id of another kind, not its field', async () => {
  const metadata = { ...createSeedMetadata(sandbox), associations: { organisation_id: model } };
  const result = await modeller.post('datastore', '/metadata/validate-metadata', metadata);
  assert.deepEqual([result.status, result.at('success')], [200, false]);
  assert.ok(result.text('details').includes(model));
  assert.doesNotMatch(result.text('details'), /organisation_id/);
});

test('a search for the handle of an item can rank other items first', async () => {
  for (let number = 0; number < 60; number++)
    await mintDataset(modeller, sandbox, { name: `Ranking ${number}` });
  const results = await modeller.get('search', '/search/entity-registry', {
    query: organisation,
    record_limit: 50,
  });
  const ids = results.at<{ id: string }[]>('results').map(({ id }) => id); // by the schema of the route
  assert.equal(ids.length, 50);
  assert.notEqual(ids[0], organisation);
});

test('the account of the registry mints handles and lists the groups of users, and nothing more of both', async () => {
  const account = { client_id: 'registry-api', client_secret: 'registry-api-secret' };
  const token = (await requestToken(sandbox, { grant_type: 'client_credentials', ...account })).text(
    'access_token',
  );
  const headers = { authorization: `Bearer ${token}` };
  const nobody = new ApiClient(sandbox);
  const body = { value_type: 'URL', value: 'https://example.org' };
  const group = { id: 'g', display_name: 'g', description: 'g' };
  const query = { username: 'modeller' };
  const responses = [
    await nobody.send('POST', 'handle', '/handle/mint', { headers, body }),
    await nobody.send('GET', 'auth', '/groups/admin/list_user_membership', { headers, query }),
    await nobody.send('GET', 'handle', '/admin/config', { headers }),
    await nobody.send('POST', 'auth', '/groups/admin/add_group', { headers, body: group }),
  ];
  const statuses = responses.map(({ status }) => status);
  assert.deepEqual(statuses, [200, 200, 401, 401]);
});

test('lineage shows a lodged run to a user who may not fetch it', async () => {
  const run = await registerRun(modeller, createRunRecord(sandbox, dataset));
  const settings = { owner: 'modeller', general: [], groups: {} };
  const path = `${REGISTRY}/activity/model_run`;
  await modeller.put('registry', `${path}/auth/configuration`, settings, { id: run });
  assert.equal((await colleague.get('registry', `${path}/fetch`, { id: run })).status, 401);
  const lineage = await colleague.get('prov', '/explore/upstream', { starting_id: run, depth: 1 });
  assert.ok(Number(lineage.at('record_count')) > 0);
});

test('schemas of items describe their properties', async () => {
  const schema = await modeller.get('registry', `${REGISTRY}/entity/dataset/schema`);
  const properties = schema.at('json_schema.definitions.CollectionFormatDatasetInfo.properties');
  const undescribed = Object.entries(properties as Record<string, object>) // by JSON Schema
    .filter(([, property]) => 'type' in property && !('description' in property))
    .map(([name]) => name);
  assert.deepEqual(undescribed, []);
});

test('the run of a user waits behind the run of another user', async () => {
  const slow = await startTestSandbox({ pace: 'real' });
  const [first, second] = [new ApiClient(slow, 'colleague'), new ApiClient(slow, 'modeller')];
  const record = createRunRecord(slow, await mintDataset(second, slow));
  const register = async (caller: ApiClient) =>
    (await caller.post('prov', '/model_run/register', record)).text('session_id');
  const [before, after] = [await register(first), await register(second)];
  const status = async (caller: ApiClient, session_id: string) =>
    (await caller.get('jobs', '/jobs/user/fetch', { session_id })).text('job.status');
  await waitUntil(async () => ['DEQUEUED', 'IN_PROGRESS', 'SUCCEEDED'].includes(await status(second, after)));
  assert.equal(await status(first, before), 'SUCCEEDED');
});

test('the settings of an API have names of a real server', async () => {
  const { body } = await admin.get('jobs', '/admin/config', { required_only: false });
  const names = String(body)
    .split('\n')
    .map((line) => line.split('=')[0]);
  for (const name of ['keycloak_endpoint', 'job_api_endpoint', 'git_commit_id'])
    assert.ok(names.includes(name), name);
  assert.ok(!names.includes('jobs_api_endpoint'));
});
