import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { request as forward } from 'node:http';
import { createServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import type { S3Store } from '../../../../sandbox/s3/start-s3.ts';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { createCertificate } from '../../client/testing/certificate.ts';
import { listen } from '../testing/hostile-store.ts';
import {
  BUCKET,
  connectStore,
  downloadAll,
  FOLDER,
  groupByOutcome,
  startStore,
  uploadAll,
  writeTree,
} from '../testing/transfer-support.ts';

interface TlsProxy {
  readonly endpoint: string;
  /** The certificate to trust. */
  readonly cert: string;
  /** For each connection, whether it resumed the session of an earlier one. */
  readonly resumed: readonly boolean[];
}

/** Starts a TLS proxy of the store. */
async function startTlsProxy(t: TestContext, s3: S3Store): Promise<TlsProxy> {
  const { key, cert } = createCertificate();
  const server = createServer({ key, cert }, (incoming, response) => {
    const { method, headers, url } = incoming;
    const proxied = forward(`${s3.url}${url}`, { method, headers }, (upstream) => {
      response.writeHead(upstream.statusCode ?? 500, upstream.headers);
      upstream.pipe(response);
    });
    incoming.pipe(proxied);
  });
  const resumed: boolean[] = [];
  server.on('secureConnection', (socket: TLSSocket) => resumed.push(socket.isSessionReused()));
  const url = await listen(t, server);
  t.after(() => server.closeAllConnections());
  return { endpoint: url.replace('http:', 'https:'), cert, resumed };
}

/** Lets the engine trust a certificate during the test. */
function trustCertificate(t: TestContext, cert: string): void {
  const trusted = getCACertificates('default');
  t.after(() => setDefaultCACertificates(trusted));
  setDefaultCACertificates([...trusted, cert]);
}

test('the engine connects to a store over TLS only when its certificate is trusted', async (t) => {
  const { s3 } = await startStore(t);
  const { endpoint, cert } = await startTlsProxy(t, s3);
  const [source, target] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  writeTree(source, { a: 'x', large: randomBytes(17 * 1024 * 1024) });
  const address = { bucket: BUCKET, prefix: FOLDER, region: s3.region, endpoint };
  await assert.rejects(
    uploadAll(connectStore(t, s3, { address }), source),
    /certificate is not trusted.*NODE_EXTRA_CA_CERTS/,
  );
  trustCertificate(t, cert);
  const store = connectStore(t, s3, { address });
  assert.deepEqual(groupByOutcome(await uploadAll(store, source)), { uploaded: ['a', 'large'] });
  assert.deepEqual(groupByOutcome(await downloadAll(store, target)), { downloaded: ['a', 'large'] });
});

test('the message about a failed TLS handshake has no text of OpenSSL', async (t) => {
  const { s3 } = await startStore(t);
  // Rejects each handshake with a fatal alert.
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(Buffer.from('15030300020228', 'hex')));
  });
  const endpoint = (await listen(t, server)).replace('http:', 'https:');
  const source = createTemporaryFolder(t);
  writeTree(source, { a: 'x' });
  const address = { bucket: BUCKET, prefix: FOLDER, region: s3.region, endpoint };
  await assert.rejects(
    uploadAll(connectStore(t, s3, { address, retry: { attempts: 1 } }), source),
    /cannot reach the store 127\.0\.0\.1:\d+ for \w+: the TLS connection failed \(\w+\)$/,
  );
});

test('all connections of a transfer resume the TLS session of the first one', async (t) => {
  const { s3 } = await startStore(t);
  const { endpoint, cert, resumed } = await startTlsProxy(t, s3);
  trustCertificate(t, cert);
  const source = createTemporaryFolder(t);
  writeTree(source, Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`file-${i}`, 'x'])));
  const address = { bucket: BUCKET, prefix: FOLDER, region: s3.region, endpoint };
  await uploadAll(connectStore(t, s3, { address }), source);
  const [first, ...others] = resumed;
  assert.equal(first, false);
  assert.ok(others.length > 1, 'the upload uses several connections');
  assert.ok(!others.includes(false), `${resumed}`);
});
