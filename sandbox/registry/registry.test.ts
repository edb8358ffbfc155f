import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitForJob } from '../testing/records.ts';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const colleague = new ApiClient(sandbox, 'colleague');
const admin = new ApiClient(sandbox, 'admin');
const ORGANISATION = '/registry/agent/organisation';
const MODEL = '/registry/entity/model';
const model = {
  display_name: 'Model',
  name: 'm',
  description: 'd',
  documentation_url: 'https://a.b',
  source_url: 'https://a.b',
};

async function organisation(name = 'Org'): Promise<string> {
  const creation = await modeller.post('registry', `${ORGANISATION}/create`, { display_name: name, name });
  return creation.text('created_item.id');
}

test('an update adds a first entry to the history and keeps owner and creation time', async () => {
  const id = await organisation();
  await modeller.put(
    'registry',
    `${ORGANISATION}/update`,
    { display_name: 'New', name: 'New' },
    { id, reason: 'better' },
  );
  const response = await modeller.get('registry', `${ORGANISATION}/fetch`, { id });
  assert.equal(response.at('item.display_name'), 'New');
  assert.deepEqual([response.at('item.history.0.id'), response.at('item.history.0.reason')], [1, 'better']);
  assert.deepEqual(
    [response.at('item.history.1.id'), response.at('item.history.1.reason')],
    [0, 'Initial record creation'],
  );
  assert.equal(response.at('item.history.1.item.name'), 'Org');
});

test('a revert restores old contents as a new entry of the history', async () => {
  const id = await organisation('First');
  await modeller.put(
    'registry',
    `${ORGANISATION}/update`,
    { display_name: 'Second', name: 's' },
    { id, reason: 'r' },
  );
  const reverted = await modeller.put('registry', `${ORGANISATION}/revert`, {
    id,
    history_id: 0,
    reason: 'as it was',
  });
  assert.equal(reverted.at('status.success'), true);
  const response = await modeller.get('registry', `${ORGANISATION}/fetch`, { id });
  assert.equal(response.at('item.display_name'), 'First');
  assert.equal(response.at('item.history.0.reason'), '(Restoring to v0) as it was');
  const unknown = await modeller.put('registry', `${ORGANISATION}/revert`, {
    id,
    history_id: 9,
    reason: 'r',
  });
  assert.equal(unknown.status, 400);
});

test('routes of a kind return null fields, and the general route omits them', async () => {
  const id = await organisation();
  const typed = await modeller.get('registry', `${ORGANISATION}/fetch`, { id });
  assert.equal(typed.at('item.ror'), null);
  const raw = await modeller.get('registry', '/registry/general/fetch', { id });
  assert.ok(!Object.hasOwn(Object(raw.at('item')), 'ror'));
  assert.equal(raw.at('item.universal_partition_key'), 'OK');
});

/** Invalid ids, and the statuses of fetch and update. */
const WRONG_IDS: [string, () => Promise<string> | string, number, number][] = [
  ['unknown', () => '10378.1/99999999', 200, 400],
  ['empty', () => '', 200, 500],
  ['of another kind', async () => sandbox.seed?.person ?? '', 200, 500],
  [
    'of a seed of another kind',
    async () => (await modeller.post('registry', `${MODEL}/seed`)).text('seeded_item.id'),
    200,
    200,
  ],
];

for (const [title, id, fetched, updated] of WRONG_IDS) {
  test(`an id that is ${title}: fetch ${fetched}, update ${updated}`, async () => {
    const query = { id: await id(), reason: 'r' };
    const fetch = await modeller.get('registry', `${ORGANISATION}/fetch`, query);
    assert.deepEqual([fetch.status, fetch.at('status.success'), fetch.at('item')], [fetched, false, null]);
    const update = await modeller.put(
      'registry',
      `${ORGANISATION}/update`,
      { display_name: 'x', name: 'x' },
      query,
    );
    assert.equal(update.status, updated);
    if (updated === 200) assert.equal(update.at('status.success'), false);
  });
}

test('a user who is not linked to a person can create organisations but no models', async () => {
  const creation = await colleague.post('registry', `${ORGANISATION}/create`, {
    display_name: 'Theirs',
    name: 'x',
  });
  assert.equal(creation.at('created_item.owner_username'), 'colleague');
  assert.equal((await colleague.post('registry', `${MODEL}/create`, model)).status, 400);
});

test('references of a workflow template must be complete items of the right kind', async () => {
  const seed = (await modeller.post('registry', `${MODEL}/seed`)).text('seeded_item.id');
  for (const software_id of ['10378.1/99999999', sandbox.seed?.organisation, seed]) {
    const body = { display_name: 'w', software_id };
    const response = await modeller.post('registry', '/registry/entity/model_run_workflow/validate', body);
    assert.equal(response.at('status.success'), false, String(software_id));
    const details = response.text('status.details');
    assert.ok(details.startsWith('Validation Error: ') && details.includes(`"${software_id}"`), details);
  }
});

test('a model has one next version, and its creation and version are lodged', async () => {
  const creation = await modeller.post('registry', `${MODEL}/create`, model);
  const id = creation.text('created_item.id');
  const version = await modeller.post('registry', `${MODEL}/version`, { id, reason: 'next' });
  const next = version.text('new_version_id');
  const old = await modeller.get('registry', `${MODEL}/fetch`, { id });
  assert.equal(old.at('item.versioning_info.next_version'), next);
  const fresh = await modeller.get('registry', `${MODEL}/fetch`, { id: next });
  assert.deepEqual(fresh.at('item.versioning_info'), {
    previous_version: id,
    version: 2,
    reason: 'next',
    next_version: null,
  });
  assert.equal((await modeller.post('registry', `${MODEL}/version`, { id, reason: 'again' })).status, 400);
  const job = await waitForJob(modeller, version.text('version_job_session_id'));
  await waitForJob(modeller, job.text('job.result.lodge_session_id'));
  const lineage = await modeller.get('prov', '/explore/upstream', { starting_id: next, depth: 2 });
  const types = lineage.at<{ type: string }[]>('graph.links').map((link) => link.type);
  assert.ok(types.includes('wasGeneratedBy') && types.includes('used') && types.includes('wasAttributedTo'));
});

test('a lock prevents updates but not reading, versions or changes of access', async () => {
  const id = (await modeller.post('registry', `${MODEL}/create`, model)).text('created_item.id');
  await modeller.put('registry', `${MODEL}/locks/lock`, { id, reason: 'frozen' });
  assert.equal((await modeller.put('registry', `${MODEL}/update`, model, { id, reason: 'r' })).status, 401);
  assert.equal((await admin.delete('registry', `${MODEL}/delete`, { id })).status, 401);
  assert.equal((await modeller.get('registry', `${MODEL}/fetch`, { id })).at('locked'), true);
  assert.equal((await modeller.post('registry', `${MODEL}/version`, { id, reason: 'r' })).status, 200);
  assert.equal((await modeller.put('registry', `${MODEL}/locks/lock`, { id, reason: 'again' })).status, 400);
  await modeller.put('registry', `${MODEL}/locks/unlock`, { id, reason: 'thawed' });
  const history = await modeller.get('registry', `${MODEL}/locks/history`, { id });
  assert.deepEqual([history.at('history.0.action_type'), history.at('history.1.reason')], ['LOCK', 'thawed']);
});

test('a private item becomes readable for the members of a group at once', async () => {
  const id = await organisation();
  const path = `${ORGANISATION}/auth/configuration`;
  const settings = { owner: 'modeller', general: [], groups: { team: ['metadata-write'] } };
  assert.equal((await modeller.put('registry', path, settings, { id })).status, 200);
  assert.equal((await colleague.get('registry', `${ORGANISATION}/fetch`, { id })).status, 401);
  await admin.post('auth', '/groups/admin/add_group', { id: 'team', display_name: 'Team', description: 'd' });
  await admin.post('auth', '/groups/admin/add_member', { username: 'colleague' }, { group_id: 'team' });
  const response = await colleague.get('registry', `${ORGANISATION}/fetch`, { id });
  assert.deepEqual(response.at('roles'), ['metadata-write']);
  const update = await colleague.put(
    'registry',
    `${ORGANISATION}/update`,
    { display_name: 'n', name: 'n' },
    { id, reason: 'r' },
  );
  assert.equal(update.at('status.success'), true);
  assert.equal((await colleague.get('registry', path, { id })).status, 401);
  assert.equal(
    (await modeller.put('registry', path, { ...settings, owner: 'colleague' }, { id })).status,
    400,
  );
  assert.equal(
    (await modeller.put('registry', path, { ...settings, general: ['dataset-data-read'] }, { id })).status,
    400,
  );
});

test('an empty display name gets a 500 response, because it is an index key', async () => {
  const response = await modeller.post('registry', `${ORGANISATION}/create`, { display_name: '', name: 'n' });
  assert.equal(response.status, 500);
  assert.equal(
    (await modeller.post('registry', `${ORGANISATION}/validate`, { display_name: '', name: 'n' })).at(
      'status.success',
    ),
    true,
  );
});

test('routes that a kind does not have respond with 404', async () => {
  assert.equal(
    (await modeller.post('registry', `${ORGANISATION}/version`, { id: 'x', reason: 'r' })).status,
    404,
  );
  assert.equal((await modeller.post('registry', '/registry/entity/dataset/create', {})).status, 404);
  assert.equal((await modeller.post('registry', '/registry/activity/create/seed')).status, 404);
});
