import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { mintDataset } from '../testing/records.ts';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';
import type { FaultRule } from './rules.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
afterEach(() => sandbox.clearFaults());

const dataset_id = await mintDataset(modeller, sandbox);
const file = { dataset_id, file_path: 'metadata.json' };
const link = await modeller.post('datastore', '/registry/items/generate-presigned-url', file);
const read = async (): Promise<[number, string]> => {
  const response = await fetch(link.text('presigned_url'));
  return [response.status, await response.text()];
};
const [, content] = await read();

/** Adds a rule by the control API, as the step of a workflow does. */
async function inject(rule: FaultRule): Promise<void> {
  const response = await modeller.post('control', '/faults', rule);
  assert.equal(response.status, 200, JSON.stringify(response.body));
}

test('fault refuse of the store responds with its code, which is SlowDown by default', async () => {
  await inject({ fault: 'refuse', service: 's3', retry_after_seconds: 3, times: 1 });
  const response = await fetch(link.text('presigned_url'));
  assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '3']);
  assert.match(await response.text(), /<Code>SlowDown<\/Code>/);
  await inject({ fault: 'refuse', service: 's3', code: 'ExpiredToken', times: 1 });
  assert.match((await read()).join(), /^400,.*<Code>ExpiredToken<\/Code>/s);
  assert.deepEqual(await read(), [200, content]);
});

for (const fault of ['reset', 'lose-answer', 'truncate'] as const) {
  test(`fault ${fault} of the store closes the connection`, async () => {
    await inject({ fault, service: 's3', times: 1 });
    await assert.rejects(read(), TypeError);
    assert.deepEqual(await read(), [200, content]);
  });
}

test('fault truncate of the store sends half of a small object, and of a listing or an error', async () => {
  await inject({ fault: 'truncate', service: 's3' });
  for (const url of [link.text('presigned_url'), sandbox.s3]) {
    const { body, headers } = await fetch(url);
    let received = 0;
    await assert.rejects(async () => {
      for await (const chunk of body ?? []) received += chunk.length;
    });
    assert.equal(received, Math.floor(Number(headers.get('content-length')) / 2), url);
    assert.ok(received > 50);
  }
});

test('fault corrupt of the store flips a bit, error-in-200 sends an error, and delay only delays', async () => {
  await inject({ fault: 'corrupt', service: 's3', times: 1 });
  const [status, changed] = await read();
  assert.deepEqual([status, changed.length, changed === content], [200, content.length, false]);
  await inject({ fault: 'error-in-200', service: 's3', times: 1 });
  assert.match((await read()).join(), /^200,.*<Code>InternalError<\/Code>/s);
  await inject({ fault: 'delay', service: 's3', milliseconds: 1 });
  assert.deepEqual(await read(), [200, content]);
});

for (const [rule, isMatch] of [
  [{ operation: 'GetObject' }, true],
  [{ operation: 'PutObject' }, false],
  [{ method: 'get', path: '/provena-storage/datasets/*/metadata.json' }, true],
  [{ path: '*/other.json' }, false],
  [{ method: 'PUT' }, false],
  [{ service: 'datastore' }, false],
  [{ service: null }, false],
] as const) {
  test(`fault rule with ${JSON.stringify(rule)} ${isMatch ? 'applies' : 'does not apply'} to a GET of the store`, async () => {
    await inject({ fault: 'refuse', service: 's3', ...rule });
    assert.equal((await read())[0], isMatch ? 503 : 200);
  });
}
