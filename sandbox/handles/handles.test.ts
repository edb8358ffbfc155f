import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const admin = new ApiClient(sandbox, 'admin');
const browser = new ApiClient(sandbox);

async function mint(value: string): Promise<string> {
  return (await admin.post('handle', '/handle/mint', { value_type: 'DESC', value })).text('id');
}

test('values of a handle can be added, changed and removed by index', async () => {
  const id = await mint('first');
  await admin.post('handle', '/handle/add_value', { id, value_type: 'URL', value: 'https://a.example' });
  await admin.post('handle', '/handle/add_value_by_index', { id, value_type: 'DESC', value: 'x', index: 9 });
  await admin.put('handle', '/handle/modify_by_index', { id, index: 1, value: 'changed' });
  await admin.post('handle', '/handle/remove_by_index', { id, index: 2 });
  const response = await admin.get('handle', '/handle/get', { id });
  assert.deepEqual(response.at('properties'), [
    { type: 'DESC', value: 'changed', index: 1 },
    { type: 'DESC', value: 'x', index: 9 },
  ]);
});

test('the handle service responds with 500 to an unknown handle or index, and to an index in use', async () => {
  const id = await mint('v');
  const valueInUse = { id, value_type: 'DESC', value: 'x', index: 1 };
  assert.equal((await admin.post('handle', '/handle/add_value_by_index', valueInUse)).status, 500);
  assert.equal(
    (await admin.put('handle', '/handle/modify_by_index', { id, index: 5, value: 'x' })).status,
    500,
  );
  assert.equal((await admin.get('handle', '/handle/get', { id: '10378.1/1' })).status, 500);
});

test('a reader of the registry cannot read handles', async () => {
  const reader = new ApiClient(sandbox, 'reader');
  assert.equal((await reader.get('handle', '/handle/get', { id: await mint('v') })).status, 401);
});

test('a handle resolves to the page of its item, which shows HTML in names as text', async () => {
  const modeller = new ApiClient(sandbox, 'modeller');
  const name = '<script>alert(1)</script>';
  const creation = await modeller.post('registry', '/registry/agent/organisation/create', {
    display_name: name,
    name,
  });
  const page = await fetch(`${sandbox.endpoints.handle}/${creation.text('created_item.id')}`);
  assert.equal(page.url, `${sandbox.web}/items/${creation.text('created_item.id')}`);
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  const html = await page.text();
  assert.ok(
    html.includes('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>') && !html.includes('<script>alert'),
  );
});

test('a handle without an item resolves to a page with its values, and an unknown one to a 404 response', async () => {
  const page = await fetch(`${sandbox.endpoints.handle}/${await mint('of no item')}`);
  assert.ok((await page.text()).includes('of no item'));
  assert.equal((await browser.get('handle', '/10378.1/1')).status, 404);
});
