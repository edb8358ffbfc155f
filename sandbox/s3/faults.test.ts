import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { BUCKET, openStore, readBytes } from './s3-support.ts';

const AT = { Bucket: BUCKET, Key: 'a' };

test('fault lose-answer closes the connection after the work, and reset before it', async (t) => {
  const { store, client } = await openStore(t);
  store.injectFault({ fault: 'reset', times: 1 });
  await assert.rejects(client.send(new PutObjectCommand({ ...AT, Body: 'x' })));
  assert.equal(store.exists('a'), false);
  store.injectFault({ fault: 'lose-answer', times: 1 });
  await assert.rejects(client.send(new PutObjectCommand({ ...AT, Body: 'x' })));
  assert.equal(store.exists('a'), true);
});

test('faults truncate and corrupt the body of a response', async (t) => {
  const { store, client } = await openStore(t);
  const bytes = randomBytes(2_000_000);
  store.put('a', bytes);
  const get = async () => readBytes(await client.send(new GetObjectCommand(AT)));
  store.injectFault({ fault: 'truncate', times: 1 });
  await assert.rejects(get());
  store.injectFault({ fault: 'corrupt', times: 1 });
  const changed = await get();
  assert.equal(changed.length, bytes.length);
  assert.ok(!bytes.equals(changed));
  assert.ok(bytes.equals(await get()));
});
