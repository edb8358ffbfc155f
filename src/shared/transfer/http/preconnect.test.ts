import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { type TestContext, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { waitUntil } from '../../../../sandbox/testing/wait-until.ts';
import { planDownload, planUpload, summarizeDownload } from '../index.ts';
import { parseManifest } from '../manifest.ts';
import { formatListing, listen, openStoreAt } from '../testing/hostile-store.ts';
import {
  connectStore,
  FOLDER,
  listFiles,
  prepareUpload,
  uploadAll,
  writeTree,
} from '../testing/transfer-support.ts';
import { S3ConnectionPool } from './s3-connection-pool.ts';

const FILES = Array.from({ length: 40 }, (_, i) => `f${i}`);

/** Starts a store that lists objects by this function, which gets the continuation token. */
async function startListingStore(
  t: TestContext,
  list: (response: ServerResponse, token: string | null, server: Server) => Promise<void>,
  connections?: number,
) {
  const server = createServer((request, response) => {
    const token = new URL(request.url ?? '', 'http://store').searchParams.get('continuation-token');
    list(response, token, server).catch((error: unknown) => response.destroy(error as Error));
  });
  const endpoint = await listen(t, server);
  t.after(() => server.closeAllConnections());
  return { store: openStoreAt(t, endpoint, { retry: { attempts: 1 }, connections }), server };
}

const countConnections = (server: Server) =>
  new Promise<number>((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

/** Waits for the connection of the listing and those for the files. */
const waitForConnections = (server: Server, count = FILES.length) =>
  waitUntil(async () => (await countConnections(server)) > count, {
    subject: 'the connections for the files',
  });

test('an upload opens the connections for its files while it waits for the listing', async (t) => {
  const { store } = await startListingStore(t, async (response, _, server) => {
    await waitForConnections(server);
    response.end(formatListing([]));
  });
  const root = createTemporaryFolder(t);
  writeTree(root, Object.fromEntries(FILES.map((name) => [name, 'x'])));
  const { uploads } = await planUpload(store, { files: await listFiles(root), ifExists: 'skip-unchanged' });
  assert.equal(uploads.length, FILES.length);
});

test('an upload opens at most as many connections before its requests as the store options allow', async (t) => {
  const list = async (response: ServerResponse, _: unknown, server: Server) => {
    await waitForConnections(server, 2);
    response.end(formatListing([]));
  };
  const { store, server } = await startListingStore(t, list, 2);
  const root = createTemporaryFolder(t);
  writeTree(root, Object.fromEntries(FILES.map((name) => [name, 'x'])));
  await planUpload(store, { files: await listFiles(root), ifExists: 'skip-unchanged' });
  assert.equal(await countConnections(server), 3);
});

test('a download opens the connections for the files of a page while it waits for the next one', async (t) => {
  const { store } = await startListingStore(t, async (response, token, server) => {
    if (token !== null) await waitForConnections(server);
    const objects = token === null ? FILES.map((name) => [`${FOLDER}${name}`, 1] as const) : [];
    response.end(formatListing(objects, token === null ? 'next' : undefined));
  });
  const target = createTemporaryFolder(t);
  const { downloads } = await planDownload(store, { target, ifExists: 'overwrite' });
  assert.equal(downloads.length, FILES.length);
});

test('an upload opens no connections for files that it knows from a manifest', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x', b: 'x' });
  const { manifest } = await uploadAll(connectStore(t, s3), root);
  const [first] = manifest.files;
  const { store, server } = await startListingStore(t, async (response) => {
    const objects = manifest.files.map(({ key, size }) => [key, size] as const);
    response.end(formatListing(objects).replaceAll('"e"', first?.etag ?? ''));
  });
  const manifests = [parseManifest(JSON.stringify(manifest))];
  await planUpload(store, { files: await listFiles(root), ifExists: 'skip-unchanged', manifests });
  assert.equal(await countConnections(server), 1);
});

test('a download opens no connections for files that it knows from a manifest', async (t) => {
  const { s3, root } = await prepareUpload(t, Object.fromEntries(FILES.map((name) => [name, 'x'])));
  const { manifest } = await uploadAll(connectStore(t, s3), root);
  const { store, server } = await startListingStore(t, async (response, token) => {
    const objects = token === null ? manifest.files.map(({ key, size }) => [key, size] as const) : [];
    const page = formatListing([...objects], token === null ? 'next' : undefined);
    const etag = [...manifest.files][0]?.etag ?? '';
    response.end(page.replaceAll('"e"', etag));
  });
  const manifests = [parseManifest(JSON.stringify(manifest))];
  const plan = await planDownload(store, { target: root, ifExists: 'skip-unchanged', manifests });
  assert.equal(summarizeDownload(plan).skip.files, FILES.length);
  assert.equal(await countConnections(server), 1);
});

test('a dry run opens no connections for the files', async (t) => {
  const { store, server } = await startListingStore(t, async (response, token) => {
    const objects = token === null ? FILES.map((name) => [`${FOLDER}${name}`, 1] as const) : [];
    response.end(formatListing(objects, token === null ? 'next' : undefined));
  });
  const root = createTemporaryFolder(t);
  writeTree(root, { new: 'x' });
  const options = { ifExists: 'overwrite', isDryRun: true } as const;
  await planUpload(store, { ...options, files: await listFiles(root) });
  await planDownload(store, { ...options, target: root });
  assert.equal(await countConnections(server), 1);
});

test('preconnect opens connections that serve the requests, and stops at the first request', async (t) => {
  let opened = 0;
  const server = createServer((_, response) => response.end('x'));
  server.on('connection', () => {
    opened += 1;
  });
  const origin = await listen(t, server);
  t.after(() => server.closeAllConnections());
  const pool = new S3ConnectionPool(30_000, new AbortController().signal);
  t.after(() => pool.close());
  assert.equal(await pool.preconnect(origin, 3), 3);
  const get = () => pool.send({ origin, method: 'GET', path: '/', headers: {} }, () => undefined);
  const responses = await Promise.all([get(), get(), get()]);
  const statuses = responses.map(({ status }) => status);
  assert.deepEqual(statuses, [200, 200, 200]);
  assert.equal(await pool.preconnect(origin, 10), 3);
  assert.equal(opened, 3);
});

test('a request on a connection of preconnect is retried at once when the store has closed it', async (t) => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.destroy());
  });
  const origin = await listen(t, server);
  const pool = new S3ConnectionPool(30_000, new AbortController().signal);
  t.after(() => pool.close());
  await pool.preconnect(origin, 1);
  const send = () => pool.send({ origin, method: 'GET', path: '/', headers: {} }, () => undefined);
  await assert.rejects(send(), { name: 'ConnectionLostError', wasStale: true });
  await assert.rejects(send(), { name: 'ConnectionLostError', wasStale: false });
});

test('preconnect stops when the store refuses connections', async (t) => {
  const server = createServer();
  const origin = await listen(t, server);
  server.close();
  const pool = new S3ConnectionPool(30_000, new AbortController().signal);
  t.after(() => pool.close());
  assert.equal(await pool.preconnect(origin, 256), 0);
});

test('preconnect opens no connections when the pool is closed', async (t) => {
  const server = createServer();
  const origin = await listen(t, server);
  const closing = new AbortController();
  const pool = new S3ConnectionPool(30_000, closing.signal);
  closing.abort();
  pool.close();
  assert.equal(await pool.preconnect(origin, 10), 0);
});

test('preconnect stops when the store closes the connections beyond its limit', async (t) => {
  // In a thread of its own, it closes some while others are opened.
  const worker = new Worker(
    `const { createServer } = require('node:net');
    const { parentPort } = require('node:worker_threads');
    let closed = 0;
    const server = createServer((socket) => socket.on('error', () => {}));
    server.maxConnections = 40;
    server.on('drop', () => { closed += 1; });
    parentPort.on('message', () => parentPort.postMessage(closed));
    server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`,
    { eval: true },
  );
  t.after(() => worker.terminate());
  const [port] = await once(worker, 'message');
  const pool = new S3ConnectionPool(30_000, new AbortController().signal);
  t.after(() => pool.close());
  for (let page = 0; page < 5; page++) await pool.preconnect(`http://127.0.0.1:${port}`, 256);
  worker.postMessage('count');
  const [closed] = await once(worker, 'message');
  assert.ok(closed <= 256, `${closed} connections were closed`);
});
