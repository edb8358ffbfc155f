import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloseStack } from './close-stack.ts';
import { startSandbox } from './sandbox.ts';

test('CloseStack closes everything once in reverse order when something cannot be closed', async () => {
  const closed: string[] = [];
  const stack = new CloseStack();
  stack.defer(() => closed.push('first'));
  stack.defer(() => Promise.reject(new Error('stuck')));
  stack.defer(() => closed.push('third'));
  await assert.rejects(
    stack.close(),
    (error) => error instanceof AggregateError && /stuck/.test(error.message),
  );
  await stack.close();
  assert.deepEqual(closed, ['third', 'first']);
});

test('a sandbox stops at the end of the block that declares it with await using', async () => {
  let url = '';
  {
    await using sandbox = await startSandbox({ pace: 'instant' });
    url = sandbox.web;
    assert.equal((await fetch(url)).status, 200);
  }
  await assert.rejects(fetch(url), TypeError);
});
