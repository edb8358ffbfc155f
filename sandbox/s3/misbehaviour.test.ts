import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { CopyObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { BUCKET, bytesOf, clientFor, refusalOf, storeFor } from './support.test.ts';

const AT = { Bucket: BUCKET, Key: 'a' };

test('a refusal befalls the requests that fit, as often as was said', async (t) => {
  const store = await storeFor(t);
  const client = clientFor(t, store);
  store.put(BUCKET, 'a', 'x');
  store.put(BUCKET, 'b', 'x');
  const fault = { kind: 'refuse', code: 'SlowDown', retryAfterSeconds: 1 } as const;
  store.misbehave({ fault, operation: 'GetObject', key: '^a$', after: 1, times: 1 });
  const get = (Key: string) => client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  await get('a');
  await get('b');
  assert.deepEqual(await refusalOf(get('a')), { code: 'SlowDown', status: 503 });
  await get('a');
});

test('a lost answer comes after the work, a reset before it', async (t) => {
  const store = await storeFor(t);
  const client = clientFor(t, store);
  store.misbehave({ fault: { kind: 'reset' }, times: 1 });
  await assert.rejects(client.send(new PutObjectCommand({ ...AT, Body: 'x' })));
  assert.equal(store.exists(BUCKET, 'a'), false);
  store.misbehave({ fault: { kind: 'lose-answer' }, times: 1 });
  await assert.rejects(client.send(new PutObjectCommand({ ...AT, Body: 'x' })));
  assert.equal(store.exists(BUCKET, 'a'), true);
});

test('a body can be cut short or changed on its way out', async (t) => {
  const store = await storeFor(t);
  const client = clientFor(t, store);
  const bytes = randomBytes(2_000_000);
  store.put(BUCKET, 'a', bytes);
  const get = async () => bytesOf(await client.send(new GetObjectCommand(AT)));
  store.misbehave({ fault: { kind: 'truncate' }, times: 1 });
  await assert.rejects(get());
  store.misbehave({ fault: { kind: 'corrupt' }, times: 1 });
  const changed = await get();
  assert.equal(changed.length, bytes.length);
  assert.ok(!bytes.equals(changed));
  assert.ok(bytes.equals(await get()));
});

test('an error can come inside a 200', async (t) => {
  const store = await storeFor(t);
  const client = clientFor(t, store);
  store.put(BUCKET, 'a', 'x');
  store.misbehave({ fault: { kind: 'error-in-200', code: 'InternalError' }, operation: 'CopyObject' });
  const copy = client.send(new CopyObjectCommand({ Bucket: BUCKET, Key: 'b', CopySource: `${BUCKET}/a` }));
  assert.equal((await refusalOf(copy)).code, 'InternalError');
  store.behave();
});
