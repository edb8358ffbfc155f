import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CredentialCache } from './credential-cache.ts';

for (const [title, expiration] of [
  ['invalid', new Date('never')],
  ['past', new Date(1_000)],
] as const)
  test(`CredentialCache uses credentials until they are rejected when their expiration is ${title}`, async () => {
    let requests = 0;
    const provider = async () => {
      requests += 1;
      return { accessKeyId: 'id', secretAccessKey: 'secret', expiration };
    };
    const cache = new CredentialCache(provider, new AbortController().signal);
    const first = await cache.get();
    for (let request = 0; request < 10; request++) assert.equal(await cache.get(), first);
    assert.equal(requests, 1);
    await cache.replaceRejected(first);
    assert.notEqual(await cache.get(), first);
    assert.equal(requests, 2);
  });

test('CredentialCache does not repeat a failed renewal for each request while the credentials are valid', async () => {
  const clock = { time: 0, now: () => clock.time };
  let requests = 0;
  const provider = async () => {
    requests += 1;
    if (requests > 1) throw new Error('the token was revoked');
    return { accessKeyId: 'id', secretAccessKey: 'secret', expiration: new Date(8_000) };
  };
  const cache = new CredentialCache(provider, new AbortController().signal, clock);
  const first = await cache.get();
  for (clock.time = 6_000; clock.time < 8_000; clock.time += 10) assert.equal(await cache.get(), first);
  assert.ok(requests > 1 && requests < 30, `${requests} requests`);
  await assert.rejects(async () => cache.get(), /revoked/);
});
