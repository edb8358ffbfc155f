import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { connect } from '../connect.ts';
import { accessToken } from '../credentials/grants.ts';
import { SERVICES } from '../endpoints.ts';
import { catchError } from '../testing/connected.ts';
import { METADATA } from '../testing/samples.ts';
import { createJwt } from '../testing/tokens.ts';
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

test('call fails when the server does not use HTTP', async () => {
  const server = createServer((socket) => socket.end('hello\n'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  await using provena = at(`http://127.0.0.1:${address.port}`);
  assert.equal((await catchError(provena.registry.health())).family, 'unavailable');
  server.close();
});
