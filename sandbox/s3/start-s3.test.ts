import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { createTemporaryFolder } from '../testing/temporary-folder.ts';
import { BUCKET, createClient, FOLDER, openStore, readBytes, startStore } from './s3-support.ts';
import type { S3RequestInfo } from './server.ts';
import { startS3 } from './start-s3.ts';

test('GetObject returns the content, type, metadata and checksum of PutObject', async (t) => {
  const { client } = await openStore(t);
  const Body = randomBytes(3_000_000);
  const Key = `${FOLDER}a b/ü+&.bin`;
  await client.send(
    new PutObjectCommand({ Bucket: BUCKET, Key, Body, ContentType: 'text/x', Metadata: { who: 'me' } }),
  );
  const response = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key, ChecksumMode: 'ENABLED' }));
  assert.ok(Body.equals(await readBytes(response)));
  assert.equal(response.ContentType, 'text/x');
  assert.deepEqual(response.Metadata, { who: 'me' });
  assert.match(response.ChecksumCRC32 ?? '', /^.{6}==$/);
  const head = await client.send(new HeadObjectCommand({ Bucket: BUCKET, Key }));
  assert.equal(head.ContentLength, Body.length);
  assert.equal(head.ETag, response.ETag);
});

test('objects, uploads and credentials are valid after a restart with the same folder', async (t) => {
  const dataDir = createTemporaryFolder(t);
  const first = await startS3({ bucket: BUCKET, dataDir });
  first.put(`${FOLDER}kept`, 'kept');
  const credentials = first.issue({
    access: 'read',
    prefix: FOLDER,
    expiresInSeconds: 60,
    sessionName: 'x',
  });
  await first.close();
  const second = await startStore(t, { dataDir });
  const client = createClient(t, second, {}, { credentials });
  const response = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: `${FOLDER}kept` }));
  assert.equal(await response.Body?.transformToString(), 'kept');
});

test('a presigned URL returns the object with the requested file name without credentials', async (t) => {
  const store = await startStore(t);
  const key = 'reports/generate report_1.docx';
  store.put(key, 'report');
  const url = store.presignGet({
    key,
    expiresInSeconds: 60,
    responseContentDisposition: 'attachment; filename=r.docx',
  });
  const response = await fetch(url);
  assert.equal(await response.text(), 'report');
  assert.equal(response.headers.get('content-type'), 'binary/octet-stream');
  assert.equal(response.headers.get('content-disposition'), 'attachment; filename=r.docx');
  assert.equal((await fetch(url.replace('generate', 'other'))).status, 403);
});

for (const [value, status] of [
  ['attachment; filename="ü.txt"', 200],
  ['attachment; filename="日本.txt"', 400],
  ['inline\r\nx-injected: 1', 400],
] as const) {
  test(`a presigned URL with the header ${JSON.stringify(value)} is answered with ${status}`, async (t) => {
    const store = await startStore(t);
    store.put('a', 'a');
    const request = { key: 'a', expiresInSeconds: 60, responseContentDisposition: value };
    const response = await fetch(store.presignGet(request));
    assert.equal(response.status, status);
    assert.equal(response.headers.get('content-disposition'), status === 200 ? value : null);
    assert.equal(response.headers.get('x-injected'), null);
    if (status === 400) assert.match(await response.text(), /<Code>InvalidArgument</);
  });
}

test('a URL that is presigned by version 2 is rejected because of the version', async (t) => {
  const store = await startStore(t);
  const query = new URLSearchParams({ AWSAccessKeyId: 'ASIA', Signature: 'x', Expires: '4000000000' });
  const response = await fetch(`${store.url}/${BUCKET}/a?${query}`);
  assert.equal(response.status, 400);
  assert.match(await response.text(), /<Code>InvalidRequest<.*AWS4-HMAC-SHA256/);
});

test('a store can be read, listed and changed without HTTP', async (t) => {
  const store = await startStore(t);
  store.put('a/1', 'one');
  store.put('a/2', 'two');
  store.put('b/1', 'other');
  assert.deepEqual(
    store.list('a/').map(({ key, size }) => [key, size]),
    [
      ['a/1', 3],
      ['a/2', 3],
    ],
  );
  assert.equal((await store.get('a/2'))?.toString(), 'two');
  store.delete('a/2');
  assert.equal(store.exists('a/2'), false);
});

test('a request is logged once, with its query, even if its response cannot be sent', async (t) => {
  const dataDir = createTemporaryFolder(t);
  const requests: S3RequestInfo[] = [];
  const { store, client } = await openStore(t, { dataDir, onRequest: (request) => requests.push(request) });
  t.mock.method(process.stderr, 'write', () => true);
  for (const size of [10, 1_000_000]) {
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a b', Body: Buffer.alloc(size) }));
    for (const file of readdirSync(join(dataDir, 'blobs'))) rmSync(join(dataDir, 'blobs', file));
    await assert.rejects(client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'a b' })));
  }
  store.injectFault({ fault: 'reset', times: 1 });
  await assert.rejects(client.send(new HeadBucketCommand({ Bucket: BUCKET })));
  const rows = requests.map(({ method, path, query, status }) => [method, path, query, status]);
  const [put, get] = [
    ['PUT', `/${BUCKET}/a%20b`, 'x-id=PutObject', 200],
    ['GET', `/${BUCKET}/a%20b`, 'x-id=GetObject', 200],
  ];
  assert.deepEqual(rows, [put, get, put, get, ['HEAD', `/${BUCKET}/`, '', 0]]);
  assert.ok((requests[2]?.body_bytes ?? 0) >= 1_000_000);
});

test('an object can be replaced and deleted if the file of its content cannot be removed', async (t) => {
  const dataDir = createTemporaryFolder(t);
  const { client } = await openStore(t, { dataDir });
  const At = { Bucket: BUCKET, Key: `${FOLDER}a` };
  const blockRemoval = () => {
    for (const name of readdirSync(join(dataDir, 'blobs'))) {
      rmSync(join(dataDir, 'blobs', name), { recursive: true });
      mkdirSync(join(dataDir, 'blobs', name));
    }
  };
  await client.send(new PutObjectCommand({ ...At, Body: 'old' }));
  blockRemoval();
  await client.send(new PutObjectCommand({ ...At, Body: 'new' }));
  const { Body } = await client.send(new GetObjectCommand(At));
  assert.equal(await Body?.transformToString(), 'new');
  blockRemoval();
  await client.send(new DeleteObjectCommand(At));
  await assert.rejects(client.send(new HeadObjectCommand(At)), { name: 'NotFound' });
});
