import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRunRecord } from '../testing/records.ts';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const admin = new ApiClient(sandbox, 'admin');
const modeller = new ApiClient(sandbox, 'modeller');

async function fetchPage(path: string): Promise<string> {
  const response = await fetch(`${sandbox.web}${path}`);
  assert.equal(response.status, 200, path);
  return response.text();
}

/** Records that an import stores without parsing them. */
const UNREAD: Record<string, object> = {
  '10378.1/1': { item_subtype: 'GHOST' },
  '10378.1/2': { item_subtype: 'MODEL', display_name: 'No contents', history: 'none' },
  '10378.1/3': { item_subtype: 'CREATE', versioning_info: 1, s3: { path: 7 }, owner_username: null },
  'odd id?/#%': { item_subtype: 'DATASET', display_name: 'Odd id', s3: {} },
};

test('the page shows records as they are when an import stored them without parsing', async () => {
  const header = { record_type: 'COMPLETE_ITEM', created_timestamp: 4e9, updated_timestamp: 4e9 };
  const items = Object.entries(UNREAD).map(([id, payload]) => ({
    id,
    item_payload: { id, ...header, ...payload },
    auth_payload: { id, access_settings: null },
    lock_payload: { id, lock_information: null },
  }));
  const settings = { import_mode: 'ADD_ONLY', parse_items: false, trial_mode: false };
  const done = await admin.post('registry', '/admin/import', { ...settings, items });
  assert.equal(done.at('status.success'), true);
  for (const id of Object.keys(UNREAD)) {
    const path = id.split('/').map(encodeURIComponent).join('/');
    assert.match(await fetchPage(`/items/${path}`), /cannot be read as an item/);
    await fetchPage(`/lineage/${path}`);
  }
  for (const path of ['/', '/items', '/items?name=odd']) assert.match(await fetchPage(path), /Odd id/);
});

test('the page for a deleted item is in its section of the navigation', async () => {
  for (const [path, section] of [
    ['/items/none', 'Items'],
    ['/jobs/none', 'Jobs'],
  ]) {
    const text = await (await fetch(`${sandbox.web}${path}`)).text();
    const actual = [...text.matchAll(/aria-current="\w+">(\w+)/g)].map(([, name]) => name);
    assert.deepEqual(actual, [section]);
  }
});

test('the page of an item names the relations of its links as the lineage does', async () => {
  const page = await fetchPage(`/items/${sandbox.seed?.inputTemplate}`);
  assert.match(page, /<span class="relation">was attributed to<\/span> <a[^>]*><bdi>Mo Deller/);
  const person = await fetchPage(`/items/${sandbox.seed?.person}`);
  assert.match(person, /<span class="relation">was attributed to this item<\/span>/);
});

test('the page redirects an address with a slash at its end to the one without it', async () => {
  const id = sandbox.seed?.model;
  for (const [path, query] of [
    [`/items/${id}`, ''],
    [`/lineage/${id}`, '?depth=3'],
    ['/jobs', '?status=FAILED'],
  ]) {
    const response = await fetch(`${sandbox.web}${path}/${query}`);
    assert.deepEqual([response.status, response.url], [200, `${sandbox.web}${path}${query}`]);
  }
  assert.equal((await fetch(`${sandbox.web}/items/none/`)).status, 404);
});

test('the page ignores invalid query values', async () => {
  for (const path of [
    '/items?kind=NONE&page=minus',
    '/items?page=1e9',
    '/jobs?after=x',
    '/jobs?status=none',
    '/jobs?batch=',
    '/requests?service=none',
    `/lineage/${sandbox.seed?.model}?depth=-3&direction=up&of=x`,
  ]) {
    await fetchPage(path);
  }
});

test('the page of a lineage shows the depth of its address, up to the maximum', async () => {
  for (const [depth, shown] of [
    ['15', '15'],
    ['1000', '200'],
    ['0', '2'],
  ]) {
    const page = await fetchPage(`/lineage/${sandbox.seed?.model}?depth=${depth}`);
    assert.match(page, new RegExp(`<option value="${shown}" selected>${shown}</option>`));
  }
});

test('the page of a job shows the beginning of the payload when it is large', async () => {
  const records = Array.from({ length: 200 }, () => createRunRecord(sandbox, '10378.1/404'));
  const launched = await modeller.post('prov', '/model_run/register_batch', { records });
  const page = await fetchPage(`/jobs/${launched.text('session_id')}`);
  assert.match(page, /… and [\d,]+ more characters/);
  assert.ok(page.length < 100_000);
});

test('the page rejects requests that change something', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) {
    assert.equal((await fetch(`${sandbox.web}/items`, { method })).status, 404);
  }
});
