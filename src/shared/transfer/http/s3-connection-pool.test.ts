import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { parseResponseHead } from './response-head.ts';
import { ConnectionLostError, S3ConnectionPool } from './s3-connection-pool.ts';

const signal = new AbortController().signal;

/** A server that gives these answers in turn, in pieces of the size given, and something unasked after the first. */
async function startServer(t: TestContext, answers: readonly string[], piece = 1_000_000, afterwards = '') {
  let connections = 0;
  let turn = 0;
  const server = createServer({ noDelay: true }, (socket: Socket) => {
    connections += 1;
    socket.on('error', () => socket.destroy());
    socket.on('data', async () => {
      const answer = answers[turn++];
      if (answer === undefined) return;
      if (answer === '') return socket.destroy();
      for (let at = 0; at < answer.length; at += piece) {
        socket.write(answer.slice(at, at + piece));
        if (piece < answer.length) await new Promise(setImmediate);
      }
      if (turn === 1 && afterwards !== '') setTimeout(() => socket.write(afterwards), 10);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const lane = new S3ConnectionPool(2_000, signal);
  t.after(() => {
    lane.close();
    server.close();
  });
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const get = async () => {
    let body = '';
    const answer = await lane.send({ origin, method: 'GET', path: '/', headers: {} }, (bytes) => {
      body += bytes.toString();
    });
    return { ...answer, body };
  };
  return { get, lane, origin, connections: () => connections };
}

const formatResponse = (body: string, more = '') =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nETag: "x"\r\n${more}\r\n${body}`;

test('objects come whole however the wire cuts them, over one connection', async (t) => {
  for (const piece of [1, 7, 1_000_000]) {
    const { get, connections } = await startServer(
      t,
      [formatResponse('hello'), formatResponse(''), formatResponse('again and again')],
      piece,
    );
    assert.equal((await get()).body, 'hello');
    assert.equal((await get()).body, '');
    const { body, headers } = await get();
    assert.deepEqual([body, headers['etag']], ['again and again', '"x"']);
    assert.equal(connections(), 1);
  }
});

test('of an answer that is no plain object only the head is taken, and the connection is left', async (t) => {
  const refusal = 'HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n';
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n';
  const { get, connections } = await startServer(t, [refusal, chunked, formatResponse('x')]);
  for (const status of [403, 200]) {
    const answer = await get();
    assert.deepEqual([answer.status, answer.isComplete, answer.body], [status, false, '']);
  }
  assert.equal((await get()).body, 'x');
  assert.equal(connections(), 3);
});

test('a connection that the store is about to close is not used again', async (t) => {
  const { get, connections } = await startServer(t, [
    formatResponse('x', 'Connection: close\r\n'),
    formatResponse('y'),
  ]);
  await get();
  await get();
  assert.equal(connections(), 2);
});

test('an answer that stops, is longer than it says or is not HTTP is an error', async (t) => {
  const rows = [
    '',
    `${formatResponse('hello')}!`,
    'SSH-2.0-OpenSSH\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort',
  ];
  for (const answer of rows.slice(0, 3)) {
    const { get } = await startServer(t, [answer]);
    await assert.rejects(get(), answer === '' ? ConnectionLostError : Error);
  }
});

test('what the taker throws is the error, as it is', async (t) => {
  const { get: _, ...server } = await startServer(t, [formatResponse('hello')]);
  assert.equal(server.connections(), 0);
  const full = new Error('no space left');
  const lane = new S3ConnectionPool(1_000, signal);
  t.after(() => lane.close());
  const second = createServer((socket) => socket.on('data', () => socket.write(formatResponse('hello'))));
  second.listen(0, '127.0.0.1');
  await once(second, 'listening');
  t.after(() => second.close());
  const address = second.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const request = { origin, method: 'GET', path: '/', headers: {} };
  await assert.rejects(
    lane.send(request, () => {
      throw full;
    }),
    (error) => error === full,
  );
});

test('a header with a line break is not sent', async (t) => {
  const { lane, origin, connections } = await startServer(t, [formatResponse('x')]);
  const request = { origin, method: 'GET', path: '/', headers: { 'if-match': 'x\r\nhost: other' } };
  await assert.rejects(
    lane.send(request, () => {}),
    /if-match has a character/,
  );
  assert.ok(connections() <= 1);
});

test('a connection on which the store speaks unasked, or before it was told all, is not used again', async (t) => {
  const early = await startServer(t, [formatResponse('')]);
  const body = Buffer.alloc(64 * 1024 * 1024);
  const request = { origin: early.origin, method: 'PUT', path: '/', headers: {}, body };
  assert.equal((await early.lane.send(request, () => {})).isReusable, false);
  const unasked = await startServer(
    t,
    [`${formatResponse('x')}`, `${formatResponse('y')}`],
    1_000_000,
    'HTTP/1.1 200 OK\r\n',
  );
  await unasked.get();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal((await unasked.get()).body, 'y');
  assert.equal(unasked.connections(), 2);
});

test('heads are read in one piece or not at all', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), (cut) => {
      const text = formatResponse('hello');
      const parsed = parseResponseHead(Buffer.from(text.slice(0, cut)), 'GET');
      const end = text.indexOf('\r\n\r\n') + 4;
      assert.equal(parsed === undefined, cut < end);
    }),
  );
});
