/** Responses that were recorded from a real server and that no other test covers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRunRecord, mintDataset, registerRun, waitForJob } from '../testing/records.ts';
import { ApiClient, startTestSandbox, type TestResponse } from '../testing/sandbox-support.ts';

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
  const made = await modeller.post('datastore', '/register/version', { id: dataset, reason: 'r' });
  const copy = await modeller.get('registry', `${REGISTRY}/entity/dataset/fetch`, {
    id: made.text('new_version_id'),
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
    const answer = await modeller.get('registry', `${REGISTRY}/${path}/auth/evaluate`, { id: dataset });
    return (answer.at('roles') as string[]).toSorted(); // a list of names, by the route's schema
  };
  assert.equal((await roles('entity/dataset')).length, 5);
  assert.deepEqual(await roles('entity/model'), ['admin', 'metadata-read', 'metadata-write']);
});

test('revert through another kind is a 401 for who may not edit, a 500 for who may', async () => {
  const revert = async (caller: ApiClient) => {
    const request = { id: organisation, history_id: 0, reason: 'r' };
    return (await caller.put('registry', `${REGISTRY}/agent/person/revert`, request)).status;
  };
  assert.equal(await revert(colleague), 401);
  assert.equal(await revert(admin), 500);
});

/** Lists whose parameters the server does not accept. */
const REJECTED: [string, (admin: ApiClient) => Promise<TestResponse>, number][] = [
  ['jobs of nobody', (caller) => caller.post('jobs', '/jobs/admin/list', { username_filter: '' }), 500],
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

for (const [what, list, status] of REJECTED) {
  test(`a list of ${what} is a ${status}`, async () => assert.equal((await list(admin)).status, status));
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

test('no agent is affected by a person: no link is walked twice', async () => {
  await registerRun(modeller, createRunRecord(sandbox, dataset, { study_id: study }));
  const lineage = await modeller.get('prov', '/explore/special/effected_agents', {
    starting_id: person,
    depth: 1,
  });
  assert.equal(lineage.at('record_count'), 0);
});
