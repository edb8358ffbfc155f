import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { after, afterEach, before, beforeEach, suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeServer, listenOnLoopback } from '../../../../sandbox/testing/loopback-server.ts';
import { collectGarbage } from '../testing/collect-garbage.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';

const NEVER_ABORTED = new AbortController().signal;

suite('HttpClient without a proxy', () => {
  const sockets = new Set<object>();
  let last: { method: string | undefined; headers: IncomingHttpHeaders; body: string } | undefined;
  const server = createServer(async (request, response) => {
    sockets.add(request.socket);
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    last = { method: request.method, headers: request.headers, body };
    if (request.url === '/hold') return;
    if (request.url === '/switch') {
      request.socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
      return;
    }
    response.writeHead(
      203,
      [
        ['X-Many', 'a'],
        ['X-Many', 'b'],
        ['Content-Type', 'text/plain'],
      ].flat(),
    );
    response.end('é');
  });
  let url = '';
  let transport: HttpClient;
  before(async () => {
    url = await listenOnLoopback(server);
  });
  after(() => closeServer(server));
  beforeEach(() => {
    sockets.clear();
    transport = createHttpClient();
  });
  afterEach(() => transport.close());
  const send = (method: 'GET' | 'POST', path: string, body?: string | Uint8Array, signal = NEVER_ABORTED) =>
    transport.send({ method, url: url + path, headers: { 'x-own': 'y' }, body }, signal);

  test('HttpClient uses one connection for several requests', async () => {
    for (let i = 0; i < 3; i++) await send('GET', '/');
    assert.equal(sockets.size, 1);
  });

  test('HttpClient sends method, headers and body, with the length in bytes', async () => {
    await send('POST', '/', 'ä€');
    assert.deepEqual(
      [last?.method, last?.headers['x-own'], last?.headers['content-length'], last?.body],
      ['POST', 'y', '5', 'ä€'],
    );
    assert.equal(last?.headers['transfer-encoding'], undefined);
    await send('POST', '/', Uint8Array.of(65, 66));
    assert.deepEqual([last?.headers['content-length'], last?.body], ['2', 'AB']);
    await send('GET', '/');
    assert.deepEqual([last?.headers['content-length'], last?.body], [undefined, '']);
  });

  test('HttpClient returns status, headers and body unchanged', async () => {
    const { status, headers, bytes } = await send('GET', '/');
    assert.equal(status, 203);
    assert.equal(headers['x-many'], 'a, b');
    assert.equal(headers['content-type'], 'text/plain');
    assert.deepEqual(Buffer.from(bytes), Buffer.from('é'));
  });

  test('HttpClient keeps no body of a request when its connection is idle', async () => {
    const sendAndGetWeakRef = async () => {
      const body = new Uint8Array(100_000).fill(65);
      await send('POST', '/', body);
      return new WeakRef(body);
    };
    const body = await sendAndGetWeakRef();
    await collectGarbage();
    assert.equal(body.deref()?.length, undefined);
    await send('GET', '/');
    assert.equal(sockets.size, 1);
  });

  test('HttpClient uses a new connection when the program was blocked for longer than servers keep an idle one', async () => {
    await send('GET', '/');
    // Like `execFileSync` of a model: the server closes the connection, but the program cannot notice it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 7_000);
    assert.equal((await send('POST', '/', 'a')).status, 203);
    assert.equal(sockets.size, 2);
  });

  test('HttpClient opens at most 100 connections', async () => {
    await Promise.all(Array.from({ length: 150 }, () => send('GET', '/')));
    assert.ok(sockets.size <= 100, `${sockets.size} connections`);
  });

  test('HttpClient rejects a request when the server switches protocols', async () => {
    await assert.rejects(send('GET', '/switch'), /the connection was closed without a response/);
  });

  test('HttpClient throws the reason of the signal when it is aborted', async () => {
    const end = new AbortController();
    const reason = new Error('enough');
    const sent = send('GET', '/hold', undefined, end.signal);
    setTimeout(() => end.abort(reason), 20);
    await assert.rejects(sent, reason);
  });

  test('HttpClient ends open requests when it is closed', async () => {
    const sent = send('GET', '/hold');
    await sleep(50);
    await transport.close();
    await assert.rejects(sent, /the client was closed/);
  });
});
