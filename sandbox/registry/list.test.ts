import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiClient, startTestSandbox, type TestResponse } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox({ empty: true });
const modeller = new ApiClient(sandbox, 'modeller');
const colleague = new ApiClient(sandbox, 'colleague');
const LIST = '/registry/agent/organisation/list';
const NAMES = ['Delta', 'Alpha', 'Charlie', 'Bravo', 'Echo'];

for (const name of NAMES)
  await modeller.post('registry', '/registry/agent/organisation/create', { display_name: name, name });
await modeller.post('registry', '/registry/agent/organisation/seed');

/** Reads all pages. @returns the names of each page */
async function pages(body: object): Promise<string[][]> {
  const all: string[][] = [];
  for (let key: unknown = null; ; ) {
    const page = await modeller.post('registry', LIST, { ...body, pagination_key: key });
    all.push(getNames(page));
    key = page.at('pagination_key');
    if (key === null) return all;
  }
}

function getNames(page: TestResponse): string[] {
  return page.at<{ display_name: string }[]>('items').map((item) => item.display_name);
}

test('pages sorted by name contain each item once, and an empty page follows the last full one', async () => {
  const ascending = await pages({ page_size: 5, sort_by: { sort_type: 'DISPLAY_NAME', ascending: true } });
  assert.deepEqual(ascending, [['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo'], []]);
  const small = await pages({ page_size: 2, sort_by: { sort_type: 'DISPLAY_NAME' } });
  assert.deepEqual(small, [['Echo', 'Delta'], ['Charlie', 'Bravo'], ['Alpha']]);
});

test('page_size counts the examined records, not the returned ones', async () => {
  const body = {
    page_size: 6,
    sort_by: { sort_type: 'CREATED_TIME', ascending: true },
    filter_by: { record_type: 'SEED_ONLY' },
  };
  const page = await modeller.post('registry', LIST, body);
  assert.deepEqual([page.at('seed_item_count'), page.at('complete_item_count')], [1, 0]);
  assert.notEqual(page.at('pagination_key'), null);
});

test('a list sorted by name has no seeds, because they have no name', async () => {
  const body = { sort_by: { sort_type: 'DISPLAY_NAME' }, filter_by: { record_type: 'ALL' } };
  assert.equal((await modeller.post('registry', LIST, body)).at('seed_item_count'), 0);
});

test('a list omits and counts the items that the caller cannot read', async () => {
  const all = await modeller.post('registry', LIST, {
    page_size: 1,
    sort_by: { sort_type: 'DISPLAY_NAME' },
  });
  const id = all.text('items.0.id');
  const hidden = { owner: 'modeller', general: [], groups: {} };
  await modeller.put('registry', '/registry/agent/organisation/auth/configuration', hidden, { id });
  const page = await colleague.post('registry', LIST, { page_size: 50 });
  assert.deepEqual([page.at('total_item_count'), page.at('not_authorised_count')], [NAMES.length - 1, 1]);
});

test('a page ends before it has more than 1 MB in UTF-8, whatever its page_size', async () => {
  const info = { display_name: 'Long', name: '流'.repeat(60_000) }; // 360,000 bytes with the history
  for (let count = 0; count < 3; count++)
    await modeller.post('registry', '/registry/agent/organisation/create', info);
  const page = await modeller.post('registry', LIST, { page_size: 50 });
  assert.deepEqual(getNames(page), ['Long', 'Long']);
  assert.notEqual(page.at('pagination_key'), null);
});

/** Rejected requests for lists, and their statuses. */
const REJECTED: [string, object, number][] = [
  ['a page size of 0', { page_size: 0 }, 500],
  [
    'a key of another sort order',
    { pagination_key: { id: 'x', universal_partition_key: 'OK', display_name: 'x' } },
    500,
  ],
  ['an empty key', { pagination_key: {} }, 500],
  [
    'a key whose id is no text',
    { pagination_key: { id: 5, universal_partition_key: 'OK', updated_timestamp: 1 } },
    500,
  ],
  [
    'a key whose time is a fraction',
    { pagination_key: { id: 'x', universal_partition_key: 'OK', updated_timestamp: 1.5 } },
    500,
  ],
  ['a prefix without its sort order', { sort_by: { begins_with: 'x' } }, 422],
  ['release time without reviewer', { sort_by: { sort_type: 'RELEASE_TIMESTAMP' } }, 400],
  [
    'a reviewer by name',
    { filter_by: { release_reviewer: 'x' }, sort_by: { sort_type: 'DISPLAY_NAME' } },
    400,
  ],
  ['a reviewer unsorted', { filter_by: { release_reviewer: 'x' } }, 500],
  ['subtype and release status', { filter_by: { item_subtype: 'DATASET', release_status: 'PENDING' } }, 422],
];

for (const [title, body, status] of REJECTED) {
  test(`the general list responds with ${status} to ${title}`, async () => {
    assert.equal((await modeller.post('registry', '/registry/general/list', body)).status, status);
  });
}

test('a list of reviews reports its problems in the order of its fields', async () => {
  const body = { filter_by: 1, sort_by: 1, page_size: 'x', pagination_key: 1 };
  const response = await modeller.post('registry', '/registry/entity/dataset/user/releases', body);
  const fields = response.at<{ loc: string[] }[]>('detail').map(({ loc }) => loc[1]);
  assert.deepEqual(fields, ['pagination_key', 'page_size', 'sort_by', 'filter_by']);
});
