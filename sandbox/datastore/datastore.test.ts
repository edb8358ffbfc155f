import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeedMetadata, mintDataset } from '../testing/records.ts';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const colleague = new ApiClient(sandbox, 'colleague');
const reader = new ApiClient(sandbox, 'reader');
const MINT = '/register/mint-dataset';

async function fetchFile(id: string, path: string): Promise<unknown> {
  const link = await modeller.post('datastore', '/registry/items/generate-presigned-url', {
    dataset_id: id,
    file_path: path,
  });
  const response = await fetch(link.text('presigned_url'));
  assert.equal(response.status, 200);
  return response.json();
}

test('mint-dataset creates a handle and a folder named after it, with the metadata without empty fields', async () => {
  const response = await modeller.post(
    'datastore',
    MINT,
    createSeedMetadata(sandbox, { keywords: ['tide'] }),
  );
  assert.equal(response.at('status.success'), true);
  const id = response.text('handle');
  const path = `datasets/${id.replaceAll(/[./]/g, '-')}/`;
  assert.deepEqual(response.at('s3_location'), {
    bucket_name: 'provena-storage',
    path,
    s3_uri: `s3://provena-storage/${path}`,
  });
  const written = Object(await fetchFile(id, 'metadata.json'));
  assert.deepEqual(written.dataset_info.keywords, ['tide']);
  assert.ok(!Object.hasOwn(written.dataset_info, 'purpose'));
});

/** Metadata that fits the schema but is rejected: description and changes of `dataset_info`. */
const REJECTED: [string, object][] = [
  ['published before it was created', dates('2024-02-01', '2024-01-01')],
  ['with a version', { version: '1.0' }],
  ['from an unknown publisher', { publisher_id: '10378.1/99999999' }],
];

for (const [title, changes] of REJECTED) {
  test(`a dataset ${title} is rejected with status 200, and no handle is minted`, async () => {
    const response = await modeller.post('datastore', MINT, createSeedMetadata(sandbox, changes));
    assert.deepEqual(
      [response.status, response.at('status.success'), response.at('handle')],
      [200, false, null],
    );
    const checked = await modeller.post(
      'datastore',
      '/metadata/validate-metadata',
      createSeedMetadata(sandbox, changes),
    );
    assert.equal(checked.at('success'), false);
  });
}

function dates(created: string, published: string): object {
  return {
    created_date: { relevant: true, value: created },
    published_date: { relevant: true, value: published },
  };
}

test('mint-dataset responds with 500 to a user who is not linked to a person, and with 401 to a reader', async () => {
  assert.equal((await colleague.post('datastore', MINT, createSeedMetadata(sandbox))).status, 500);
  assert.equal((await reader.post('datastore', MINT, createSeedMetadata(sandbox))).status, 401);
});

test('an update changes the item, its history and its file, and a revert restores the old metadata', async () => {
  const id = await mintDataset(modeller, sandbox);
  const query = { handle_id: id, reason: 'a better name' };
  await modeller.post(
    'datastore',
    '/register/update-metadata',
    createSeedMetadata(sandbox, { name: 'Second' }),
    query,
  );
  assert.equal(Object(await fetchFile(id, 'metadata.json')).dataset_info.name, 'Second');
  const reverted = await modeller.put('datastore', '/register/revert-metadata', {
    id,
    history_id: 0,
    reason: 'no',
  });
  assert.equal(reverted.at('status.success'), true);
  const item = await modeller.get('datastore', '/registry/items/fetch-dataset', { handle_id: id });
  assert.equal(item.at('item.display_name'), 'Tide gauge readings');
  assert.equal(item.at<unknown[]>('item.history').length, 3);
  assert.deepEqual(Object.keys(Object(item.body)), ['status', 'item', 'roles', 'locked']);
  assert.equal(Object(await fetchFile(id, 'metadata.json')).dataset_info.name, 'Tide gauge readings');
});

test('a new version of a dataset has a folder that contains only the metadata', async () => {
  const id = await mintDataset(modeller, sandbox);
  const response = await modeller.post('datastore', '/register/version', { id, reason: 'more years' });
  const next = response.text('new_version_id');
  const item = await modeller.get('datastore', '/registry/items/fetch-dataset', { handle_id: next });
  assert.equal(item.at('item.s3.path'), `datasets/${next.replaceAll(/[./]/g, '-')}/`);
  assert.equal(item.at('item.versioning_info.previous_version'), id);
  assert.equal(Object(await fetchFile(next, 'metadata.json')).dataset_info.name, 'Tide gauge readings');
});
