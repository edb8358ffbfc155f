import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { AwsClient } from 'aws4fetch';
import fc from 'fast-check';
import { ChunkedDecoder } from './body/chunked.ts';
import { BUCKET, catchRejection, createClient, openStore, startStore } from './s3-support.ts';

test('a stream with a checksum in its trailer is stored without the framing', async (t) => {
  const { store, client } = await openStore(t);
  const bytes = randomBytes(1_000_000);
  const Body = Readable.from([bytes.subarray(0, 300_000), bytes.subarray(300_000)]);
  const input = {
    Bucket: BUCKET,
    Key: 'a',
    Body,
    ContentLength: bytes.length,
    ChecksumAlgorithm: 'CRC32',
  } as const;
  const put = await client.send(new PutObjectCommand(input));
  assert.ok(put.ChecksumCRC32);
  assert.ok((await store.get('a'))?.equals(bytes));
});

test('a changed byte violates the checksum, and nothing is stored', async (t) => {
  const { store, client } = await openStore(t);
  store.injectFault({ fault: 'corrupt', operation: 'PutObject', times: 1 });
  const put = () => client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body: 'hello' }));
  // With http, the AWS client signs the hash of the payload, which is checked first.
  assert.match((await catchRejection(put())).code, /XAmzContentSHA256Mismatch|BadDigest/);
  assert.equal(store.exists('a'), false);
  await put();
  assert.equal(store.exists('a'), true);
});

test('requests that are rejected while their bodies are received get a response', {
  timeout: 60_000,
}, async (t) => {
  const store = await startStore(t);
  const { config } = createClient(t, store);
  const signer = new AwsClient({ ...(await config.credentials()), service: 's3', region: store.region });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const tooLong = ' '.repeat(20_000_000);
  for (let turn = 0; turn < 3; turn++) {
    const { url, headers } = await signer.sign(`${store.url}/${BUCKET}/a?uploadId=1`, { method: 'POST' });
    const sender = request(url, { agent, method: 'POST', headers: Object.fromEntries(headers) });
    sender.end(tooLong);
    const [response] = await once(sender, 'response');
    assert.equal(response.statusCode, 400);
    assert.match(Buffer.concat(await Array.fromAsync(response)).toString(), /<Code>MalformedXML</);
  }
});

test('ChunkedDecoder decodes aws-chunked bodies however they are split', () => {
  const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 6 });
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 9 }), (chunks, step) => {
      const framed = Buffer.concat([
        ...chunks.flatMap((chunk) => [
          Buffer.from(`${chunk.length.toString(16)}\r\n`),
          chunk,
          Buffer.from('\r\n'),
        ]),
        Buffer.from('0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n'),
      ]);
      const decoder = new ChunkedDecoder(undefined);
      const out: Buffer[] = [];
      for (let at = 0; at < framed.length; at += step) {
        decoder.push(framed.subarray(at, at + step), (content) => out.push(Buffer.from(content)));
      }
      decoder.finish();
      assert.ok(Buffer.concat(out).equals(Buffer.concat(chunks)));
      assert.equal(decoder.trailers.get('x-amz-checksum-crc32'), 'AAAAAA==');
    }),
  );
});

test('ChunkedDecoder rejects an incomplete body', () => {
  const decoder = new ChunkedDecoder(undefined);
  decoder.push(Buffer.from('5\r\nhello\r\n'), () => {});
  assert.throws(() => decoder.finish(), /ended before its last chunk/);
});
