import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mintDataset } from '../testing/records.ts';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const colleague = new ApiClient(sandbox, 'colleague');
const DATASET = '/registry/entity/dataset';

async function share(id: string, settings: object): Promise<void> {
  const body = { owner: 'modeller', general: [], groups: {}, ...settings };
  const response = await modeller.put('registry', `${DATASET}/auth/configuration`, body, { id });
  assert.equal(response.status, 200);
}

test('credentials give access to the folder of their dataset only, for reading or for both', async () => {
  const [own, other] = [await mintDataset(modeller, sandbox), await mintDataset(modeller, sandbox)];
  const item = await modeller.get('datastore', '/registry/items/fetch-dataset', { handle_id: own });
  const Bucket = item.text('item.s3.bucket_name');
  const Prefix = item.text('item.s3.path');
  const writing = await store('write', own);
  await writing.send(new PutObjectCommand({ Bucket, Key: `${Prefix}a.csv`, Body: 'a' }));
  const reading = await store('read', own);
  const listed = await reading.send(new ListObjectsV2Command({ Bucket, Prefix }));
  assert.deepEqual(
    listed.Contents?.map(({ Key }) => Key),
    [`${Prefix}a.csv`, `${Prefix}metadata.json`],
  );
  await assert.rejects(reading.send(new PutObjectCommand({ Bucket, Key: `${Prefix}b`, Body: 'b' })), {
    name: 'AccessDenied',
  });
  const Key = `datasets/${other.replaceAll(/[./]/g, '-')}/metadata.json`;
  await assert.rejects(writing.send(new GetObjectCommand({ Bucket, Key })), { name: 'AccessDenied' });
});

async function store(access: 'read' | 'write', id: string): Promise<S3Client> {
  const response = await credentials(modeller, access, id);
  const credential = {
    accessKeyId: response.text('credentials.aws_access_key_id'),
    secretAccessKey: response.text('credentials.aws_secret_access_key'),
    sessionToken: response.text('credentials.aws_session_token'),
  };
  return new S3Client({
    endpoint: sandbox.s3,
    region: 'ap-southeast-2',
    forcePathStyle: true,
    credentials: credential,
  });
}

function credentials(caller: ApiClient, access: 'read' | 'write', dataset_id: string) {
  const body = { dataset_id, console_session_required: false };
  return caller.post('datastore', `/registry/credentials/generate-${access}-access-credentials`, body);
}

/** General roles of a dataset, and the status of read and of write credentials for another user. */
const SHARED: [string[], number, number][] = [
  [[], 401, 401],
  [['metadata-read'], 401, 401],
  [['metadata-read', 'dataset-data-read'], 200, 401],
  [['metadata-read', 'dataset-data-write'], 200, 200],
];

for (const [general, read, write] of SHARED) {
  test(`a dataset with the general roles [${general}] gives another user read credentials with status ${read} and write credentials with ${write}`, async () => {
    const id = await mintDataset(modeller, sandbox);
    await share(id, { general });
    assert.equal((await credentials(colleague, 'read', id)).status, read);
    assert.equal((await credentials(colleague, 'write', id)).status, write);
  });
}

test('a locked dataset gives read credentials but no write credentials', async () => {
  const id = await mintDataset(modeller, sandbox);
  await modeller.put('registry', `${DATASET}/locks/lock`, { id, reason: 'frozen' });
  assert.equal((await credentials(modeller, 'read', id)).status, 200);
  assert.equal((await credentials(modeller, 'write', id)).status, 401);
});

test('a presigned URL is rejected for a missing file and for an unsafe path', async () => {
  const dataset_id = await mintDataset(modeller, sandbox);
  for (const file_path of ['absent.csv', '../x', 'a//b', 'a\\b', 'a'.repeat(2000)]) {
    const response = await modeller.post('datastore', '/registry/items/generate-presigned-url', {
      dataset_id,
      file_path,
    });
    assert.equal(response.status, 400, file_path);
  }
});
