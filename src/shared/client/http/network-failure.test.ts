import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { connect as connectTcp, createServer, type Server, type Socket } from 'node:net';
import { test } from 'node:test';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { connect } from '../connect.ts';
import { accessToken } from '../credentials/grants.ts';
import { SERVICES } from '../endpoints.ts';
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

async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('the server had no port');
  return address.port;
}

test('creation is repeated when the connection is refused', async () => {
  const retries: Retry[] = [];
  await using provena = at(`http://127.0.0.1:${await closedPort()}`, (retry) => retries.push(retry));
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
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const retries: Retry[] = [];
  await using provena = at(`https://127.0.0.1:${address.port}`, (retry) => retries.push(retry));
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
  const tlsPort = await listen(server);
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
  const port = await listen(balancer);
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

test('call fails when the server does not use HTTP', async () => {
  const server = createServer((socket) => socket.end('hello\n'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  await using provena = at(`http://127.0.0.1:${address.port}`);
  assert.equal((await catchError(provena.registry.health())).family, 'unavailable');
  server.close();
});
