import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { CopyObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { BUCKET, catchRejection, openStore, readBytes } from './s3-support.ts';

const AT = { Bucket: BUCKET, Key: 'a' };

test('fault refuse rejects matching requests as often as its rule allows', async (t) => {
  const { store, client } = await openStore(t);
  store.put('a', 'x');
  store.put('b', 'x');
  const fault = { kind: 'refuse', code: 'SlowDown', retryAfterSeconds: 1 } as const;
  store.injectFault({ fault, operation: 'GetObject', key: '^a$', after: 1, times: 1 });
  const get = (Key: string) => client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  await get('a');
  await get('b');
  assert.deepEqual(await catchRejection(get('a')), { code: 'SlowDown', status: 503 });
  await get('a');
});

test('fault lose-answer closes the connection after the work, and reset before it', async (t) => {
  const { store, client } = await openStore(t);
  store.injectFault({ fault: { kind: 'reset' }, times: 1 });
  await assert.rejects(client.send(new PutObjectCommand({ ...AT, Body: 'x' })));
  assert.equal(store.exists('a'), false);
  store.injectFault({ fault: { kind: 'lose-answer' }, times: 1 });
  await assert.rejects(client.send(new PutObjectCommand({ ...AT, Body: 'x' })));
  assert.equal(store.exists('a'), true);
});

test('faults truncate and corrupt the body of a response', async (t) => {
  const { store, client } = await openStore(t);
  const bytes = randomBytes(2_000_000);
  store.put('a', bytes);
  const get = async () => readBytes(await client.send(new GetObjectCommand(AT)));
  store.injectFault({ fault: { kind: 'truncate' }, times: 1 });
  await assert.rejects(get());
  store.injectFault({ fault: { kind: 'corrupt' }, times: 1 });
  const changed = await get();
  assert.equal(changed.length, bytes.length);
  assert.ok(!bytes.equals(changed));
  assert.ok(bytes.equals(await get()));
});

test('a fault sends an error with status 200', async (t) => {
  const { store, client } = await openStore(t);
  store.put('a', 'x');
  store.injectFault({ fault: { kind: 'error-in-200', code: 'InternalError' }, operation: 'CopyObject' });
  const copy = client.send(new CopyObjectCommand({ Bucket: BUCKET, Key: 'b', CopySource: `${BUCKET}/a` }));
  assert.equal((await catchRejection(copy)).code, 'InternalError');
  store.clearFaults();
});
