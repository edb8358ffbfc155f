import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { request as sendRequest } from 'undici';
import { closeServer, listenOnLoopback } from '../../../../sandbox/testing/loopback-server.ts';
import { type ConnectOptions, connect } from '../connect.ts';
import { accessToken } from '../credentials/grants.ts';
import { mapServices } from '../services.ts';
import { createCertificate } from '../testing/certificate.ts';
import { startLoopbackServer } from '../testing/loopback.ts';
import { catchError } from '../testing/loopback-connection.ts';
import { startLoopbackProxy } from '../testing/loopback-proxy.ts';
import { ID, METADATA } from '../testing/samples.ts';
import { createJwt } from '../testing/tokens.ts';
import { classifyNetworkFailure } from './network-failure.ts';
import { ProxyDispatcher } from './proxy-dispatcher.ts';

const FOUND = { body: { person_id: ID, success: true } };
/** Connects to a host that exists for the proxy alone. */
function connectThrough(proxy: string, options: ConnectOptions = {}, scheme = 'http') {
  return connect({
    endpoints: mapServices((service) => `${scheme}://provena.invalid/${service}`),
    credentials: accessToken(createJwt()),
    allowHttp: true,
    proxy: { httpProxy: proxy, httpsProxy: proxy },
    ...options,
  });
}

test('client sends all requests through the proxy', async () => {
  await using server = await startLoopbackServer(() => FOUND);
  await using proxy = await startLoopbackProxy(server.url);
  await using provena = connectThrough(proxy.url);
  assert.equal((await provena.auth.lookupLink()).person_id, ID);
  assert.match(proxy.hosts[0] ?? '', /^provena\.invalid/);
  assert.match(String(server.requests[0]?.headers['authorization']), /^Bearer /);
});

test('client opens at most 100 connections to a proxy for http:', async () => {
  let connections = 0;
  const proxy = createServer((_, response) => {
    setTimeout(() => response.end(JSON.stringify(FOUND.body)), 20);
  }).on('connection', () => connections++);
  {
    await using provena = connectThrough(await listenOnLoopback(proxy));
    await Promise.all(Array.from({ length: 150 }, () => provena.auth.lookupLink()));
  }
  assert.ok(connections <= 100, `${connections} connections`);
  await closeServer(proxy);
});

for (const [title, change] of [
  ['a path', (url: string) => `${url}/pac?x=1#y`],
  ['a password with a percent sign', (url: string) => url.replace('//', '//ada:p%zz@')],
] as const) {
  test(`client sends requests through the proxy when its URL has ${title}`, async () => {
    await using server = await startLoopbackServer(() => FOUND);
    await using proxy = await startLoopbackProxy(server.url);
    await using provena = connectThrough(change(proxy.url));
    assert.equal((await provena.auth.lookupLink()).person_id, ID);
    assert.match(proxy.hosts[0] ?? '', /^provena\.invalid/);
  });
}

test('error names the proxy when its URL has https and it does not use TLS', async () => {
  await using server = await startLoopbackServer(() => FOUND);
  await using proxy = await startLoopbackProxy(server.url);
  await using provena = connectThrough(proxy.url.replace('http:', 'https:'), { retry: { attempts: 1 } });
  const error = await catchError(provena.auth.lookupLink());
  assert.match(error.message, /the proxy 127\.0\.0\.1:\d+ does not respond with TLS.*set its URL with http:/);
});

for (const [limit, family] of [
  ['time limit', 'timedOut'],
  ['signal', 'aborted'],
] as const) {
  test(`call ends by its ${limit} when the proxy accepts connections and does not respond`, async () => {
    const end = new AbortController();
    const silent = createTcpServer(() => limit === 'signal' && end.abort());
    await using provena = connectThrough(await listenOnLoopback(silent), {}, 'https');
    const options = limit === 'signal' ? { signal: end.signal } : { timeoutMs: 50 };
    assert.equal((await catchError(provena.auth.lookupLink(options))).family, family);
    silent.close();
  });
}

test('client sends requests to hosts in NO_PROXY directly', async () => {
  await using server = await startLoopbackServer(() => FOUND);
  await using proxy = await startLoopbackProxy(server.url);
  await using provena = connect({
    endpoints: server.endpoints,
    credentials: accessToken(createJwt()),
    proxy: { httpProxy: proxy.url, noProxy: 'localhost,127.0.0.1' },
  });
  await provena.auth.lookupLink();
  assert.deepEqual(proxy.hosts, []);
});

test('client ignores proxy variables of the environment', async () => {
  process.env['http_proxy'] = 'http://127.0.0.1:9';
  await using server = await startLoopbackServer(() => FOUND);
  await using provena = connect({ endpoints: server.endpoints, credentials: accessToken(createJwt()) });
  assert.equal((await provena.auth.lookupLink()).person_id, ID);
});

test('error names the proxy when it cannot be reached, and nothing was sent', async () => {
  await using provena = connectThrough('127.0.0.1:9', { retry: { attempts: 1 } });
  const error = await catchError(provena.auth.assignLink(ID));
  assert.match(
    error.message,
    /the proxy 127\.0\.0\.1:9 cannot be reached: connection refused\. Check HTTP_PROXY.* \(ECONNREFUSED\)$/,
  );
  assert.equal(error.outcomeUnknown, false);
});

test('error names the proxy, and is final, when the host of the proxy does not exist', async () => {
  // A label of DNS has at most 63 characters, so that no host of this name exists anywhere.
  await using provena = connectThrough(`http://${'a'.repeat(64)}.example:3128`);
  const error = await catchError(provena.auth.lookupLink());
  assert.match(
    error.message,
    /the proxy a+\.example:3128 cannot be reached: unknown host\..* \(ENOTFOUND\)$/,
  );
  assert.equal(error.transient, false);
});

for (const [scheme, status, message] of [
  [
    'http',
    407,
    /the proxy 127\.0\.0\.1:\d+ requires a valid user and password\. Add them to the proxy URL \(407\)$/,
  ],
  [
    'https',
    407,
    /the proxy 127\.0\.0\.1:\d+ requires a valid user and password\. Add them to the proxy URL \(407\)$/,
  ],
  ['https', 403, /the proxy 127\.0\.0\.1:\d+ rejected the connection \(403\)$/],
] as const) {
  test(`error names the proxy, and the request is not repeated, when the proxy responds with ${status} for ${scheme}`, async () => {
    let tries = 0;
    const server = createServer((_request, response) => {
      tries += 1;
      response.writeHead(status).end();
    });
    server.on('connect', (_request, socket) => {
      tries += 1;
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    });
    const { host } = new URL(await listenOnLoopback(server));
    const options = { retry: { baseMs: 1 }, timeoutMs: 10_000 };
    await using provena = connectThrough(`http://user:secret@${host}`, options, scheme);
    const error = await catchError(provena.registry.health());
    await closeServer(server);
    assert.equal(error.family, 'unavailable');
    assert.match(error.message, message);
    assert.doesNotMatch(inspect(error, { depth: Infinity, showHidden: true }), /secret/);
    assert.equal(tries, 1);
  });
}

for (const [kind, respond, expected] of [
  ['does not open the tunnel', () => {}, /^the proxy .* does not open a connection in time/],
  [
    'opens the tunnel, but the server does not respond to TLS',
    (socket: Duplex) => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'),
    /^connection timed out/,
  ],
] as const)
  test(`error names what did not respond when the proxy ${kind}`, async () => {
    const sockets: Duplex[] = [];
    const server = createServer().on('connect', (_request, socket: Duplex) => {
      sockets.push(socket.on('error', () => {}));
      respond(socket);
    });
    const proxy = { httpsProxy: await listenOnLoopback(server) };
    const dispatchers = new ProxyDispatcher(proxy, { connectTimeout: 100 }, 100);
    const origin = 'https://provena.invalid';
    const cause = await sendRequest(origin, { dispatcher: dispatchers.forOrigin(origin) }).catch(
      (error: unknown) => dispatchers.explain(origin, error),
    );
    assert.match(classifyNetworkFailure(cause).reason, expected);
    for (const socket of sockets) socket.destroy();
    await dispatchers.destroy();
    await closeServer(server);
  });

for (const [failure, createProxy, message] of [
  [
    'resets the connection',
    () => createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
    /the proxy \S+ cannot be reached: connection lost/,
  ],
  [
    'has a certificate that is not trusted',
    () => createTlsServer(createCertificate()),
    /the proxy \S+ cannot be reached: its certificate is not trusted\. Set NODE_EXTRA_CA_CERTS/,
  ],
  [
    'closes its tunnel during the TLS handshake with the server',
    () =>
      createServer().on('connect', (_request, socket: Duplex) => {
        socket.once('data', () => socket.destroy()).write('HTTP/1.1 200 OK\r\n\r\n');
      }),
    /the connection was closed during the TLS handshake/,
  ],
] as const)
  test(`creation is known to have had no effect when the proxy ${failure}`, async () => {
    const proxy = createProxy();
    const url = await listenOnLoopback(proxy);
    const address = proxy instanceof TlsServer ? url.replace('http:', 'https:') : url;
    await using provena = connectThrough(address, { retry: { attempts: 1 } }, 'https');
    const error = await catchError(provena.datastore.mintDataset(METADATA));
    proxy.close();
    assert.match(error.message, message);
    assert.equal(error.outcomeUnknown, false);
  });
