import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { test } from 'node:test';
import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { BUCKET, catchRejection, createClient, FOLDER, startStore } from './s3-support.ts';

const MINE = { Bucket: BUCKET, Key: `${FOLDER}mine` };
const OTHER = { Bucket: BUCKET, Key: 'datasets/10378-1-11/other' };
const DENIED = { code: 'AccessDenied', status: 403 };

test('read credentials allow reading the folder and listing the bucket only', async (t) => {
  const store = await startStore(t);
  store.put(MINE.Key, 'x');
  store.put(OTHER.Key, 'y');
  const client = createClient(t, store, { access: 'read', prefix: FOLDER });
  await client.send(new GetObjectCommand(MINE));
  assert.equal((await client.send(new ListObjectsV2Command({ Bucket: BUCKET }))).KeyCount, 2);
  await client.send(new HeadBucketCommand({ Bucket: BUCKET }));
  await client.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }));
  const deniedCalls = [
    () => client.send(new GetObjectCommand(OTHER)),
    () => client.send(new PutObjectCommand({ ...MINE, Body: 'z' })),
    () => client.send(new DeleteObjectCommand(MINE)),
    () => client.send(new CreateMultipartUploadCommand(MINE)),
    () => client.send(new GetBucketLocationCommand({ Bucket: BUCKET })),
  ];
  for (const call of deniedCalls) assert.deepEqual(await catchRejection(call()), DENIED);
  assert.equal((await store.get(MINE.Key))?.toString(), 'x');
});

test('write credentials allow changes in the folder only, even in DeleteObjects', async (t) => {
  const store = await startStore(t);
  store.put(OTHER.Key, 'y');
  const client = createClient(t, store, { access: 'write', prefix: FOLDER });
  await client.send(new PutObjectCommand({ ...MINE, Body: 'x' }));
  assert.deepEqual(await catchRejection(client.send(new PutObjectCommand({ ...OTHER, Body: 'x' }))), DENIED);
  const Objects = [{ Key: MINE.Key }, { Key: OTHER.Key }];
  const response = await client.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects } }));
  assert.deepEqual(
    response.Deleted?.map((entry) => entry.Key),
    [MINE.Key],
  );
  assert.deepEqual(
    response.Errors?.map((entry) => [entry.Key, entry.Code]),
    [[OTHER.Key, 'AccessDenied']],
  );
  assert.equal(store.exists(OTHER.Key), true);
});

test('write credentials do not allow listing the parts of an upload, whichever session created it', async (t) => {
  const store = await startStore(t);
  const grant = { access: 'write', prefix: FOLDER } as const;
  const own = createClient(t, store, { ...grant, sessionName: 'ann' });
  const { UploadId } = await own.send(new CreateMultipartUploadCommand(MINE));
  const other = createClient(t, store, { ...grant, sessionName: 'bob' });
  for (const client of [own, other])
    assert.deepEqual(await catchRejection(client.send(new ListPartsCommand({ ...MINE, UploadId }))), DENIED);
  const owner = createClient(t, store, { access: 'owner', prefix: '', sessionName: 'root' });
  assert.equal((await owner.send(new ListPartsCommand({ ...MINE, UploadId }))).UploadId, UploadId);
});

test('expired sessions, forged tokens and wrong secrets have different errors', async (t) => {
  const store = await startStore(t);
  store.put(MINE.Key, 'x');
  const request = new GetObjectCommand(MINE);
  const expired = createClient(t, store, { expiresInSeconds: 0 });
  assert.deepEqual(await catchRejection(expired.send(request)), { code: 'ExpiredToken', status: 400 });
  const good = store.issue({
    access: 'read',
    prefix: FOLDER,
    expiresInSeconds: 60,
    sessionName: 'x',
  });
  const other = store.issue({
    access: 'write',
    prefix: '',
    expiresInSeconds: 60,
    sessionName: 'x',
  });
  const rows = [
    [{ ...good, sessionToken: `${good.sessionToken.slice(0, -2)}xx` }, 'InvalidToken', 400],
    [{ ...good, sessionToken: `${good.sessionToken.slice(0, -2)}éé` }, 'InvalidToken', 400],
    [{ ...good, sessionToken: other.sessionToken }, 'InvalidToken', 400],
    [{ ...good, secretAccessKey: other.secretAccessKey }, 'SignatureDoesNotMatch', 403],
    [{ accessKeyId: good.accessKeyId, secretAccessKey: good.secretAccessKey }, 'InvalidAccessKeyId', 403],
  ] as const;
  for (const [credentials, code, status] of rows) {
    const client = createClient(t, store, {}, { credentials });
    assert.deepEqual(await catchRejection(client.send(request)), { code, status });
  }
});

test('requests of another time, region or bucket and unsigned requests are rejected', async (t) => {
  const store = await startStore(t);
  store.put(MINE.Key, 'x');
  const late = createClient(t, store, {}, { systemClockOffset: -20 * 60_000 });
  assert.deepEqual(await catchRejection(late.send(new GetObjectCommand(MINE))), {
    code: 'RequestTimeTooSkewed',
    status: 403,
  });
  const elsewhere = createClient(t, store, {}, { region: 'eu-west-1' });
  assert.deepEqual(await catchRejection(elsewhere.send(new GetObjectCommand(MINE))), {
    code: 'AuthorizationHeaderMalformed',
    status: 400,
  });
  const client = createClient(t, store, {});
  assert.deepEqual(await catchRejection(client.send(new GetObjectCommand({ ...MINE, Bucket: 'other' }))), {
    code: 'NoSuchBucket',
    status: 404,
  });
  const unsigned = await fetch(`${store.url}/${BUCKET}/${MINE.Key}`);
  assert.equal(unsigned.status, 403);
  assert.match(await unsigned.text(), /<Code>AccessDenied<\/Code>/);
});

test('the bucket can be in the host name', async (t) => {
  const store = await startStore(t);
  store.put(MINE.Key, 'x');
  const endpoint = store.url.replace('127.0.0.1', 's3.localhost');
  const lookup: LookupFunction = (_, __, found) => found(null, [{ address: '127.0.0.1', family: 4 }]);
  const requestHandler = { httpAgent: new Agent({ lookup }) };
  const client = createClient(t, store, {}, { endpoint, forcePathStyle: false, requestHandler });
  const response = await client.send(new GetObjectCommand(MINE));
  assert.equal(await response.Body?.transformToString(), 'x');
});
