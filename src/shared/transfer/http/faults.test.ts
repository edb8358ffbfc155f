import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createProxy } from 'proxy';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import {
  AbortedError,
  AuthError,
  type UnavailableError,
  UnexpectedResponseError,
} from '../../client/index.ts';
import { planUpload, runUpload } from '../index.ts';
import { putObject } from '../s3/objects.ts';
import { listen, openStoreAt } from '../testing/hostile-store.ts';
import {
  BUCKET,
  connectStore,
  downloadAll,
  FOLDER,
  groupByOutcome,
  issueCredentials,
  listFiles,
  prepareUpload,
  startStore,
  uploadAll,
  writeTree,
} from '../testing/transfer-support.ts';

const MIB = 1024 * 1024;
const createFiles = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, randomBytes(1000 + i)]));

test('a run transfers all files when one in twenty requests fails, for every kind of failure', async (t) => {
  const { s3 } = await startStore(t);
  const [source, target] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  writeTree(source, { ...createFiles(300), large: randomBytes(40 * MIB) });
  const faults = [
    { fault: 'reset' },
    { fault: 'lose-answer' },
    { fault: 'refuse', code: 'InternalError' },
    { fault: 'refuse', code: 'SlowDown' },
    { fault: 'refuse', code: 'ExpiredToken' },
    { fault: 'refuse', code: 'RequestTimeout' },
    { fault: 'truncate' },
  ] as const;
  for (const fault of faults) s3.injectFault({ ...fault, probability: 0.05 / faults.length });
  const store = connectStore(t, s3);
  assert.equal((await uploadAll(store, source)).counts.uploaded, 301);
  const down = await downloadAll(store, target);
  assert.equal(down.counts.downloaded, 301);
  assert.ok(down.retries > 0);
  s3.clearFaults();
  assert.equal((await downloadAll(store, source)).counts.skipped, 301);
});

test('the engine renews credentials once for all requests when they are valid for five seconds', async (t) => {
  const { s3, root } = await prepareUpload(t, createFiles(60));
  s3.injectFault({ fault: 'delay', milliseconds: 1_500, operation: 'PutObject' });
  let renewals = 0;
  const store = connectStore(t, s3, {
    connections: 8,
    async credentials() {
      renewals += 1;
      return issueCredentials(s3, { expiresInSeconds: 5 });
    },
  });
  const result = await uploadAll(store, root);
  assert.equal(result.counts.uploaded, 60);
  assert.ok(renewals >= 3, `${renewals} renewals`);
  assert.ok(renewals < 12, `${renewals} renewals`);
});

test('the engine renews credentials once when the store rejects them for many requests', async (t) => {
  const { s3, root } = await prepareUpload(t, createFiles(50));
  let renewals = 0;
  const store = connectStore(t, s3, {
    async credentials() {
      renewals += 1;
      const expiresInSeconds = renewals === 1 ? 0 : 60;
      const { expiration: _, ...keys } = issueCredentials(s3, { expiresInSeconds });
      return keys;
    },
  });
  assert.equal((await uploadAll(store, root)).counts.uploaded, 50);
  assert.equal(renewals, 2);
});

test('a renewal of credentials does not count as an attempt of the request', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x' });
  // Each rejected attempt is sent twice, because only one of the transports reads error bodies.
  for (const [code, after, times] of [
    ['ExpiredToken', 0, 4],
    ['InternalError', 4, 1],
  ] as const)
    s3.injectFault({ fault: 'refuse', code, operation: 'PutObject', after, times });
  const lines: string[] = [];
  const store = connectStore(t, s3, {
    retry: { attempts: 2, baseMs: 1 },
    log: (_, line) => void lines.push(line),
  });
  assert.equal((await uploadAll(store, root)).counts.uploaded, 1, lines.join('\n'));
  assert.deepEqual(
    lines.map((line) => line.replace(/^.*; /, '')),
    ['new credentials are requested', 'new credentials are requested', 'attempt 2 of 2 follows'],
  );
});

for (const code of ['ExpiredToken', 'AccessDenied'] as const)
  test(`an upload reports that access is missing when the store responds with ${code} after other requests`, async (t) => {
    const { s3, root } = await prepareUpload(t, createFiles(20));
    s3.injectFault({ fault: 'refuse', code, operation: 'PutObject', after: 10 });
    const result = await uploadAll(connectStore(t, s3), root);
    assert.equal(result.counts.uploaded, 10);
    const reason = result.error?.message ?? [...result.manifest.files].at(-1)?.reason ?? '';
    assert.match(
      reason,
      new RegExp(`PutObject of .*: ${code} .*\\. Ask the administrator of the Provena instance$`),
    );
    assert.doesNotMatch(reason, /another store|endpoint/);
    assert.equal((await uploadAll(connectStore(t, s3), root)).counts.skipped, 10);
  });

test('an upload fails only for the file whose signature the store rejects after other requests', async (t) => {
  const { s3, root } = await prepareUpload(t, createFiles(20));
  s3.injectFault({ fault: 'refuse', code: 'SignatureDoesNotMatch', path: '*f5' });
  const result = await uploadAll(connectStore(t, s3), root);
  assert.equal(result.counts.uploaded, 19);
  const [failed] = result.manifest.files.filter(({ outcome }) => outcome === 'failed');
  assert.match(failed?.reason ?? '', /SignatureDoesNotMatch .* a proxy may have changed this one\. Check/);
});

const RENEWAL_REQUEST = {
  operation: 'datastore.generateWriteAccessCredentials',
  service: 'datastore',
  method: 'POST',
  route: '/credentials',
  url: 'https://data.example/credentials',
} as const;

for (const [title, renewalError] of [
  ['credentials can no longer be renewed', new AuthError('the dataset was released')],
  [
    'a login page responds to the request for new credentials',
    new UnexpectedResponseError('was released', { request: RENEWAL_REQUEST }),
  ],
  ['the provider of credentials throws another error', new TypeError('the secret was released')],
] as const)
  test(`a run ends with a complete manifest when ${title}`, async (t) => {
    const { s3, root } = await prepareUpload(t, createFiles(40));
    s3.injectFault({ fault: 'delay', milliseconds: 100, operation: 'PutObject' });
    let renewals = 0;
    const store = connectStore(t, s3, {
      connections: 4,
      async credentials() {
        renewals += 1;
        if (renewals > 1) throw renewalError;
        return issueCredentials(s3, { expiresInSeconds: 1 });
      },
    });
    const result = await uploadAll(store, root);
    assert.equal(result.ended, 'store-unavailable');
    assert.match(result.error?.message ?? '', /was released/);
    // The store accepts the first credentials for a while after the first failed renewal.
    assert.ok(renewals < 10, `${renewals} requests for credentials`);
    assert.ok(result.counts.uploaded > 0 && result.counts['not-done'] > 0);
    const stored = new Set(s3.list(FOLDER).map(({ key }) => key));
    for (const { key, outcome } of result.manifest.files)
      assert.ok(outcome !== 'uploaded' || stored.has(key), key);
  });

test('a run ends as aborted when it is cancelled during the request for new credentials', async (t) => {
  const { s3, root } = await prepareUpload(t, createFiles(4));
  const plan = await planUpload(connectStore(t, s3), { files: await listFiles(root), ifExists: 'overwrite' });
  const stop = new AbortController();
  const store = connectStore(t, s3, {
    signal: stop.signal,
    async credentials() {
      stop.abort();
      throw new AbortedError('cancelled', { request: RENEWAL_REQUEST });
    },
  });
  const { ended, error } = await runUpload(store, plan);
  assert.deepEqual({ ended, error }, { ended: 'aborted', error: undefined });
});

test('a run ends early when the store is unreachable', async (t) => {
  const { s3, root } = await prepareUpload(t, createFiles(500));
  s3.injectFault({ fault: 'reset', operation: 'PutObject', after: 200 });
  const result = await uploadAll(connectStore(t, s3, { retry: { baseMs: 1, attempts: 3 } }), root);
  assert.equal(result.ended, 'store-unavailable');
  assert.equal(result.counts.uploaded, 200);
  assert.equal(result.counts.uploaded + result.counts.failed + result.counts['not-done'], 500);
});

test('the limiter reduces concurrency on SlowDown responses and raises it after successes', async (t) => {
  const { s3, root } = await prepareUpload(t, createFiles(400));
  s3.injectFault({
    fault: 'refuse',
    code: 'SlowDown',
    retry_after_seconds: 0,
    operation: 'PutObject',
    times: 3,
  });
  const store = connectStore(t, s3, { connections: 16 });
  let minSlots = 16;
  const timer = setInterval(() => {
    minSlots = Math.min(minSlots, store.limiter.slots);
  }, 1);
  const result = await uploadAll(store, root);
  clearInterval(timer);
  assert.equal(result.counts.uploaded, 400);
  assert.ok(minSlots < 16);
  assert.ok(store.limiter.slots > minSlots);
});

test('an error response is reported with operation, key and code', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x' });
  const issue = {
    access: 'read',
    bucket: BUCKET,
    prefix: FOLDER,
    expiresInSeconds: 60,
    sessionName: 'a',
  } as const;
  const result = await uploadAll(connectStore(t, s3, { credentials: async () => s3.issue(issue) }), root);
  assert.deepEqual(groupByOutcome(result), { failed: ['a'] });
  assert.match(
    [...result.manifest.files][0]?.reason ?? '',
    /rejected PutObject of datasets\/10378-1-1\/a: AccessDenied \(403\)/,
  );
});

test('all requests go through the proxy when one is configured', async (t) => {
  const { s3, operations } = await startStore(t);
  const [source, target] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  writeTree(source, { a: 'x', large: randomBytes(17 * MIB) });
  let requestCount = 0;
  // undici sends http requests to a proxy with absolute URLs; https, which this store does not use, would use CONNECT.
  const proxy = createProxy(createServer());
  proxy.on('request', () => {
    requestCount += 1;
  });
  const httpProxy = await listen(t, proxy);
  const store = connectStore(t, s3, { proxy: { httpProxy } });
  assert.equal((await uploadAll(store, source)).counts.uploaded, 2);
  assert.equal((await downloadAll(store, target)).counts.downloaded, 2);
  assert.equal(requestCount, operations.length);
});

test('an upload through a proxy succeeds when a request takes longer than the idle timeout, but bytes are sent', async (t) => {
  const idleTimeoutMs = 3_000;
  const server = createServer(async (request, response) => {
    const start = performance.now();
    let count = 0;
    for await (const bytes of request) {
      count += bytes.length;
      if (count > MIB && performance.now() - start < 1.5 * idleTimeoutMs) await sleep(200);
      count %= MIB;
    }
    response.writeHead(200, { etag: '"e"', 'content-length': 0 }).end();
  });
  const store = openStoreAt(t, await listen(t, server), {
    proxy: { httpProxy: await listen(t, createProxy(createServer())) },
    retry: { attempts: 1, idleTimeoutMs },
  });
  // At the end of the pauses, more is left than the buffers of the connections contain.
  await putObject(store.requester, `${FOLDER}a`, Buffer.alloc(64 * MIB), 0);
});

for (const [title, respond] of [
  ['does not respond to CONNECT', () => {}],
  [
    'responds to CONNECT without end',
    (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-header: ');
      const timer = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => clearInterval(timer));
    },
  ],
] as const)
  test(`a download names the proxy when it ${title}`, { timeout: 60_000 }, async (t) => {
    const proxy = createTcpServer((socket) =>
      socket.on('error', () => {}).once('data', () => respond(socket)),
    );
    const httpsProxy = await listen(t, proxy);
    const retry = { attempts: 1, idleTimeoutMs: 500 };
    const store = openStoreAt(t, 'https://store.invalid', { proxy: { httpsProxy }, retry });
    await assert.rejects(downloadAll(store, createTemporaryFolder(t)), (error: UnavailableError) => {
      const { host } = new URL(httpsProxy);
      assert.ok(
        error.message.includes(`the proxy ${host} does not open a connection in time`),
        error.message,
      );
      return !error.outcomeUnknown;
    });
  });

test('an upload names the store and the proxy when the proxy responds with a page', async (t) => {
  const { s3 } = await startStore(t);
  const source = createTemporaryFolder(t);
  const proxy = createServer((_, response) => response.writeHead(403).end('<html>Blocked</html>'));
  const { host } = new URL(await listen(t, proxy));
  const store = connectStore(t, s3, { proxy: { httpProxy: `http://user:word@${host}` } });
  await assert.rejects(uploadAll(store, source), (error: Error) =>
    error.message.endsWith(`(store.endpoint): ${s3.url}, and the proxy: ${host}`),
  );
});

test('a download renews credentials when the store rejects them in responses without a body', async (t) => {
  const { s3 } = await startStore(t);
  const [source, target] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  writeTree(source, { large: randomBytes(17 * MIB) });
  await uploadAll(connectStore(t, s3), source);
  // Each rejected attempt is sent twice, because only one of the transports reads error bodies.
  s3.injectFault({ fault: 'refuse', code: 'ExpiredToken', operation: 'HeadObject', times: 2 });
  let renewals = 0;
  const store = connectStore(t, s3, {
    async credentials() {
      renewals += 1;
      return issueCredentials(s3);
    },
  });
  assert.equal((await downloadAll(store, target)).counts.downloaded, 1);
  assert.equal(renewals, 2);
});

test('a run stops deleting when the store is unreachable', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, createFiles(500));
  const store = connectStore(t, s3, { retry: { baseMs: 1, attempts: 2 } });
  await uploadAll(store, root);
  for (let i = 1; i < 500; i++) rmSync(join(root, `f${i}`));
  s3.injectFault({ fault: 'reset', operation: 'DeleteObject' });
  const result = await uploadAll(store, root, { deleteMissing: true });
  assert.equal(result.ended, 'store-unavailable');
  assert.ok(operations.filter((operation) => operation === 'DeleteObject').length < 200);
});
