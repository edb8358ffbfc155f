import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { waitUntil } from '../../../../sandbox/testing/wait-until.ts';
import { listen } from '../testing/hostile-store.ts';
import { parseResponseHead } from './response-head.ts';
import { ConnectionLostError } from './s3-connection.ts';
import { S3ConnectionPool } from './s3-connection-pool.ts';
import type { SignedRequest } from './s3-transport.ts';

const signal = new AbortController().signal;
/** Longer than any test waits; a busy machine may need seconds for a response. */
const IDLE_TIMEOUT_MS = 120_000;

/** A server that sends these responses in turn, in chunks of this size, and more data after the first one. */
async function startServer(
  t: TestContext,
  responses: readonly string[],
  chunkSize = 1_000_000,
  unrequested = '',
) {
  let connections = 0;
  let closed = 0;
  let count = 0;
  const server = createServer({ noDelay: true }, (socket: Socket) => {
    connections += 1;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      closed += 1;
    });
    socket.on('data', async () => {
      const response = responses[count++];
      if (response === undefined) return;
      if (response === '') {
        socket.destroy();
        return;
      }
      for (let at = 0; at < response.length; at += chunkSize) {
        socket.write(response.slice(at, at + chunkSize));
        if (chunkSize < response.length) await new Promise(setImmediate);
      }
      if (count === 1 && unrequested !== '') setTimeout(() => socket.write(unrequested), 10);
    });
  });
  const origin = await listen(t, server);
  const pool = new S3ConnectionPool(IDLE_TIMEOUT_MS, signal);
  t.after(() => pool.close());
  const get = async () => {
    let body = '';
    const response = await pool.send({ origin, method: 'GET', path: '/', headers: {} }, (bytes) => {
      body += bytes.toString();
    });
    return { ...response, body };
  };
  return { get, pool, origin, connections: () => connections, closed: () => closed };
}

const formatResponse = (body: string, headers = '') =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nETag: "x"\r\n${headers}\r\n${body}`;

test('the pool reads objects over one connection, whatever the size of the chunks', async (t) => {
  for (const chunkSize of [1, 7, 1_000_000]) {
    const { get, connections } = await startServer(
      t,
      [formatResponse('hello'), formatResponse(''), formatResponse('again and again')],
      chunkSize,
    );
    assert.equal((await get()).body, 'hello');
    assert.equal((await get()).body, '');
    const { body, headers } = await get();
    assert.deepEqual([body, headers['etag']], ['again and again', '"x"']);
    assert.equal(connections(), 1);
  }
});

test('the pool reads objects of any size over one connection', async (t) => {
  const sizes = [0, 65_535, 1_000_000, 60_000, 5_000_000, 65_536, 300_000, 5];
  const bodies = sizes.map((size, index) => String.fromCharCode(97 + index).repeat(size));
  for (const chunkSize of [9_973, 1_000_000]) {
    const { get, connections } = await startServer(
      t,
      bodies.map((body) => formatResponse(body)),
      chunkSize,
    );
    for (const expected of bodies) assert.ok((await get()).body === expected, `${expected.length} bytes`);
    assert.equal(connections(), 1);
  }
});

test('the pool reads more large objects at once than it has large buffers', async (t) => {
  const body = 'abcdefg'.repeat(650_000);
  const count = 44;
  const { pool, origin } = await startServer(
    t,
    Array.from({ length: count }, () => formatResponse(body)),
  );
  const checksums = await Promise.all(
    Array.from({ length: count }, async () => {
      let checksum = 0;
      await pool.send({ origin, method: 'GET', path: '/', headers: {} }, async (bytes) => {
        // The buffer must not be reused before this is over.
        await new Promise(setImmediate);
        checksum = crc32(bytes, checksum);
      });
      return checksum;
    }),
  );
  assert.deepEqual(new Set(checksums), new Set([crc32(body)]));
});

test('the pool reads only the head and closes the connection when the response is not supported', async (t) => {
  const forbidden = 'HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n';
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n';
  const { get, connections } = await startServer(t, [forbidden, chunked, formatResponse('x')]);
  for (const status of [403, 200]) {
    const response = await get();
    assert.deepEqual([response.status, response.isComplete, response.body], [status, false, '']);
  }
  assert.equal((await get()).body, 'x');
  assert.equal(connections(), 3);
});

test('the pool does not reuse a connection when the response has Connection: close', async (t) => {
  const responses = [formatResponse('x', 'Connection: close\r\n'), formatResponse('y')];
  const { get, connections } = await startServer(t, responses);
  await get();
  await get();
  assert.equal(connections(), 2);
});

test('the pool rejects a response that ends early, is longer than its Content-Length or is not HTTP', async (t) => {
  for (const response of ['', `${formatResponse('hello')}!`, 'SSH-2.0-OpenSSH\r\n\r\n']) {
    const { get } = await startServer(t, [response]);
    await assert.rejects(get(), response === '' ? ConnectionLostError : Error);
  }
});

test('the pool rejects with the error of the sink', async (t) => {
  const server = createServer((socket) => socket.on('data', () => socket.write(formatResponse('hello'))));
  const origin = await listen(t, server);
  const pool = new S3ConnectionPool(IDLE_TIMEOUT_MS, signal);
  t.after(() => pool.close());
  const diskFull = new Error('no space left');
  await assert.rejects(
    pool.send({ origin, method: 'GET', path: '/', headers: {} }, () => {
      throw diskFull;
    }),
    (error) => error === diskFull,
  );
});

test('the pool does not send a header value with a line break', async (t) => {
  const { pool, origin, connections } = await startServer(t, [formatResponse('x')]);
  const request: SignedRequest<Buffer> = {
    origin,
    method: 'GET',
    path: '/',
    headers: { 'if-match': 'x\r\nhost: other' },
  };
  await assert.rejects(
    pool.send(request, () => {}),
    /if-match contains an invalid character/,
  );
  assert.ok(connections() <= 1);
});

test('the pool does not reuse a connection when the store responds too early or sends unrequested data', async (t) => {
  const early = await startServer(t, [formatResponse('')]);
  const body = Buffer.alloc(64 * 1024 * 1024);
  const request: SignedRequest<Buffer> = {
    origin: early.origin,
    method: 'PUT',
    path: '/',
    headers: {},
    body,
  };
  assert.equal((await early.pool.send(request, () => {})).isReusable, false);
  const responses = [formatResponse('x'), formatResponse('y')];
  const unrequested = await startServer(t, responses, 1_000_000, 'HTTP/1.1 200 OK\r\n');
  await unrequested.get();
  await waitUntil(() => unrequested.closed() === 1, { subject: 'the end of the connection' });
  assert.equal((await unrequested.get()).body, 'y');
  assert.equal(unrequested.connections(), 2);
});

test('parseResponseHead returns a result only when the head is complete', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), (cut) => {
      const text = formatResponse('hello');
      const parsed = parseResponseHead(Buffer.from(text.slice(0, cut)), 'GET');
      const end = text.indexOf('\r\n\r\n') + 4;
      assert.equal(parsed === undefined, cut < end);
    }),
  );
});

test('the pool keeps the bytes that a sink still uses, and ends the request after the sink', async (t) => {
  const body = Array.from({ length: 50 }, (_, i) => `${i} `.repeat(100)).join('');
  const { pool, origin } = await startServer(t, [formatResponse(body), formatResponse('next')], 1_000);
  const send = async () => {
    const kept: Buffer[] = [];
    let running = 0;
    const response = await pool.send({ origin, method: 'GET', path: '/', headers: {} }, async (bytes) => {
      running += 1;
      await sleep(20);
      kept.push(bytes);
      running -= 1;
    });
    assert.equal(running, 0);
    assert.equal(response.isComplete, true);
    return Buffer.concat(kept).toString();
  };
  assert.equal(await send(), body);
  assert.equal(await send(), 'next');
});

test('the error with which a sink finishes is the result, whether the response is complete or not', async (t) => {
  // Pieces are collected, so that a shorter part of a body would not reach the sink.
  const body = 'x'.repeat(300_000);
  for (const length of [body.length, 2 * body.length]) {
    const response = `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n${body}`;
    const { pool, origin } = await startServer(t, [response, formatResponse('next')]);
    const request = { origin, method: 'GET', path: '/', headers: {} } as const;
    const sent = pool.send(request, async () => {
      await sleep(20);
      throw new Error('disk full');
    });
    await assert.rejects(sent, /disk full/);
    let text = '';
    await pool.send(request, (bytes) => {
      text += bytes.toString();
      return undefined;
    });
    assert.equal(text, 'next');
  }
});

test('the pool opens another connection when the store closed one while its sink was finishing', async (t) => {
  const first = formatResponse('hello');
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', () => socket.end(first));
  });
  const origin = await listen(t, server);
  const pool = new S3ConnectionPool(IDLE_TIMEOUT_MS, signal);
  t.after(() => pool.close());
  for (let i = 0; i < 2; i++) {
    const { status } = await pool.send({ origin, method: 'GET', path: '/', headers: {} }, async () => {
      await sleep(50);
    });
    assert.equal(status, 200);
  }
});

test('the pool stops receiving while the sink is writing 8 MiB, and loses nothing', async (t) => {
  const body = Buffer.alloc(48 * 1024 * 1024);
  for (let at = 0; at < body.length; at += 4_096) body.writeUInt32LE(at, at);
  const server = createServer({ noDelay: true }, (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`);
      socket.write(body);
    });
  });
  const origin = await listen(t, server);
  const idleTimeoutMs = 1_000;
  const pool = new S3ConnectionPool(idleTimeoutMs, signal);
  t.after(() => pool.close());
  const received = Buffer.alloc(body.length);
  const writes: (() => void)[] = [];
  let length = 0;
  let isReleased = false;
  const finished = pool.send({ origin, method: 'GET', path: '/', headers: {} }, (bytes) => {
    const at = length;
    length += bytes.length;
    const write = () => void bytes.copy(received, at);
    if (isReleased) return Promise.resolve().then(write);
    return new Promise((resolve) => writes.push(() => resolve(write())));
  });
  await waitUntil(() => length >= 8 * 1024 * 1024);
  // Longer than a connection may be idle.
  await sleep(2 * idleTimeoutMs);
  assert.ok(length < 10 * 1024 * 1024, `${length} bytes`);
  isReleased = true;
  for (const write of writes) write();
  assert.equal((await finished).isComplete, true);
  assert.ok(received.equals(body));
});
