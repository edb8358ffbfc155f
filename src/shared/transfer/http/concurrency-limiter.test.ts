import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConcurrencyLimiter } from './concurrency-limiter.ts';

test('the limiter exceeds 128 requests in flight only while the process has CPU time left', () => {
  let isBusy = true;
  const limiter = new ConcurrencyLimiter({ slots: 256, bytes: 1, isBusy: () => isBusy });
  for (let i = 0; i < 1_000; i++) limiter.recordSuccess();
  assert.equal(limiter.slots, 128);
  isBusy = false;
  for (let i = 0; i < 1_000; i++) limiter.recordSuccess();
  assert.equal(limiter.slots, 256);
});

test('the limiter grows beyond 128 requests in flight when the process only waits', async () => {
  const limiter = new ConcurrencyLimiter({ slots: 256, bytes: 1 });
  // On a loaded machine, the process is busy in some of the rounds.
  for (let round = 0; round < 200 && limiter.slots < 256; round++) {
    await sleep(30);
    for (let i = 0; i < 64; i++) limiter.recordSuccess();
  }
  assert.equal(limiter.slots, 256);
});

test('the limiter has a slot for each open connection until the store asks for fewer requests', () => {
  const limiter = new ConcurrencyLimiter({ slots: 200, bytes: 1 });
  limiter.raiseSlots(10);
  assert.equal(limiter.slots, 128);
  limiter.raiseSlots(150);
  assert.equal(limiter.slots, 150);
  limiter.raiseSlots(256);
  assert.equal(limiter.slots, 200);
  limiter.slowDown(Date.now());
  limiter.raiseSlots(150);
  assert.equal(limiter.slots, 100);
});

test('the limiter rejects all queued requests of a signal when it aborts, and starts those of others', async () => {
  const limiter = new ConcurrencyLimiter({ slots: 1, bytes: 10 });
  const [aborted, other] = [new AbortController(), new AbortController()];
  const release = await limiter.acquire(10, other.signal);
  const queued = [1, 2].map(() => limiter.acquire(10, aborted.signal));
  const last = limiter.acquire(10, other.signal);
  aborted.abort(new Error('enough'));
  for (const request of queued) await assert.rejects(request, /enough/);
  await assert.rejects(limiter.acquire(10, aborted.signal), /enough/);
  release();
  (await last)();
});
