import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { connectToLoopback } from '../testing/loopback-connection.ts';
import { startLoopbackProxy } from '../testing/loopback-proxy.ts';
import { ResponseTooLargeError, readBounded } from './read-bounded.ts';

test('readBounded returns a body of exactly the limit', async () => {
  const body = Readable.from([Buffer.from('ab'), Buffer.from('cd')]);
  assert.equal(String(await readBounded(body, 4)), 'abcd');
});

test('readBounded returns the whole body when it is as long as, shorter or longer than expected', async () => {
  for (const expected of [0, 1, 2, 3, 4, 9, Number.NaN]) {
    const body = Readable.from([Buffer.from('ab'), Buffer.from(''), Buffer.from('c'), Buffer.from('d')]);
    assert.equal(String(await readBounded(body, 4, expected)), 'abcd', `expected ${expected}`);
  }
});

test('readBounded stops and closes the stream when the body exceeds the limit', async () => {
  let read = 0;
  const body = Readable.from(
    (function* () {
      for (;;) {
        read += 1;
        yield Buffer.alloc(1024);
      }
    })(),
  );
  await assert.rejects(readBounded(body, 10_000), ResponseTooLargeError);
  assert.equal(body.destroyed, true);
  assert.ok(read < 100);
});

for (const isProxied of [false, true]) {
  test(`call fails when the response does not end${isProxied ? ' through a proxy' : ''}`, async () => {
    const endless = () => ({
      body: new Readable({
        read() {
          this.push(Buffer.alloc(4 * 1024 * 1024, 32));
        },
      }),
    });
    await using target = await connectToLoopback(endless);
    await using proxy = isProxied ? await startLoopbackProxy(target.server.url) : undefined;
    await using on = await connectToLoopback(endless, proxy ? { proxy: { httpProxy: proxy.url } } : {});
    await assert.rejects(on.provena.registry.health(), {
      family: 'unexpectedResponse',
      message: /the response is larger than 256 MiB and was not read/,
    });
  });
}
