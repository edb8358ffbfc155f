import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { connect as connectTls, createServer as createTlsServer, setDefaultCACertificates } from 'node:tls';
import { listenOnLoopback } from '../../../../sandbox/testing/loopback-server.ts';
import { connect } from '../connect.ts';
import { accessToken } from '../credentials/grants.ts';
import { SERVICES } from '../services.ts';
import { createCertificate } from '../testing/certificate.ts';
import { catchError } from '../testing/loopback-connection.ts';
import { METADATA } from '../testing/samples.ts';
import { createJwt } from '../testing/tokens.ts';
import { classifyNetworkFailure } from './network-failure.ts';
import type { Retry } from './retry.ts';

function at(url: string, onRetry: (retry: Retry) => void = () => {}) {
  const endpoints = Object.fromEntries(SERVICES.map((service) => [service, url]));
  return connect({
    endpoints,
    allowHttp: true,
    credentials: accessToken(createJwt()),
    retry: { baseMs: 1, attempts: 2 },
    onRetry,
  });
}

/** A URL at which nothing listens. */
async function createUnusedUrl(): Promise<string> {
  const server = createServer();
  const url = await listenOnLoopback(server);
  await new Promise((closed) => server.close(closed));
  return url;
}

test('creation is repeated when the connection is refused', async () => {
  const retries: Retry[] = [];
  await using provena = at(await createUnusedUrl(), (retry) => retries.push(retry));
  const error = await catchError(provena.datastore.mintDataset(METADATA));
  assert.equal(error.family, 'unavailable');
  assert.match(error.message, /connection refused.*ECONNREFUSED/);
  assert.equal(error.outcomeUnknown, false);
  assert.equal(retries.length, 1);
});

test('call fails without a repetition, and names the settings to check, when the host does not exist', async () => {
  const retries: Retry[] = [];
  await using provena = at('http://no-such-host.invalid', (retry) => retries.push(retry));
  const error = await catchError(provena.registry.health());
  assert.match(error.message, /cannot reach no-such-host\.invalid: .*(ENOTFOUND|EAI_AGAIN)/);
});

test('call names the address, and did not send the request, when an https URL leads to a server without TLS', async () => {
  const server = createHttpServer((_request, response) => response.end());
  const url = await listenOnLoopback(server);
  const retries: Retry[] = [];
  await using provena = at(url.replace('http:', 'https:'), (retry) => retries.push(retry));
  const error = await catchError(provena.datastore.mintDataset(METADATA));
  assert.match(error.message, /does not use TLS.*Check the domain and endpoints/);
  assert.equal(error.outcomeUnknown, false);
  assert.equal(retries.length, 0);
  server.close();
});

test('classifyNetworkFailure does not take a request for unsent when clear text follows it on a TLS connection', async () => {
  let inject = (): void => {};
  const server = createTlsServer({ ...createCertificate(), maxVersion: 'TLSv1.2' }, (socket) =>
    socket.on('error', () => {}).once('data', () => inject()),
  );
  const tlsPort = Number(new URL(await listenOnLoopback(server)).port);
  // A balancer in front of the server, which closes a connection in clear text.
  const sockets: Socket[] = [];
  const balancer = createServer((incoming) => {
    const upstream = connectTcp(tlsPort, '127.0.0.1');
    sockets.push(incoming, upstream);
    incoming
      .on('error', () => {})
      .pipe(upstream.on('error', () => {}))
      .pipe(incoming);
    inject = () => void incoming.write('HTTP/1.1 408 Request Timeout\r\n\r\n');
  });
  const port = Number(new URL(await listenOnLoopback(balancer)).port);
  const cause = await new Promise((fail) => {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }, () =>
      socket.write('POST / HTTP/1.1\r\n\r\n'),
    );
    socket.on('error', fail);
  });
  assert.match(String(cause), /wrong version number/);
  const { isUnsent, isTransient, hasWrongScheme } = classifyNetworkFailure(cause);
  assert.deepEqual([isUnsent, isTransient, hasWrongScheme], [false, true, undefined]);
  for (const socket of sockets) socket.destroy();
  balancer.close();
  server.close();
});

test('creation is repeated when the connection is closed during its TLS handshake', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  const url = await listenOnLoopback(server);
  const retries: Retry[] = [];
  await using provena = at(url.replace('http:', 'https:'), (retry) => retries.push(retry));
  const error = await catchError(provena.datastore.mintDataset(METADATA));
  assert.match(error.message, /the connection was closed during the TLS handshake/);
  assert.deepEqual([error.outcomeUnknown, retries.length], [false, 1]);
  server.close();
});

test('creation is not repeated when the connection is closed after its TLS handshake', async () => {
  const certificate = createCertificate();
  setDefaultCACertificates([certificate.cert]);
  const server = createTlsServer(certificate, (socket) => socket.on('error', () => {}).destroy());
  const url = await listenOnLoopback(server);
  const retries: Retry[] = [];
  await using provena = at(url.replace('http:', 'https:'), (retry) => retries.push(retry));
  const error = await catchError(provena.datastore.mintDataset(METADATA));
  assert.deepEqual([error.outcomeUnknown, retries.length], [true, 0]);
  server.close();
});

test('call fails when the server does not use HTTP', async () => {
  const server = createServer((socket) => socket.end('hello\n'));
  await using provena = at(await listenOnLoopback(server));
  assert.equal((await catchError(provena.registry.health())).family, 'unavailable');
  server.close();
});
