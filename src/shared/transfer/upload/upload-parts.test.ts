import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createProxy } from 'proxy';
import { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import { completeMultipartUpload, createMultipartUpload, uploadPart } from '../s3/multipart.ts';
import { listen } from '../testing/hostile-store.ts';
import { connectStore, FOLDER, listFiles, prepareUpload } from '../testing/transfer-support.ts';
import { readStreamedPart } from './upload-parts.ts';

const LARGE = randomBytes(7 * 1024 * 1024 + 5);
const KEY = `${FOLDER}large`;

for (const via of ['directly', 'through a proxy'] as const)
  test(`a part that is not in memory is uploaded ${via}, and again when an attempt fails`, async (t) => {
    const { s3, root } = await prepareUpload(t, { large: LARGE });
    const httpProxy = await listen(t, createProxy(createServer()));
    const store = connectStore(t, s3, via === 'directly' ? {} : { proxy: { httpProxy } });
    const [file] = await listFiles(root);
    assert.ok(file);
    using source = new UnchangedFileReader(file);
    s3.injectFault({ fault: 'refuse', code: 'InternalError', operation: 'UploadPart', times: 1 });
    const uploadId = await createMultipartUpload(store.requester, KEY, 0);
    const pieces: Buffer[] = [];
    const part = { number: 1, start: 0, size: file.size };
    const read = await readStreamedPart(store, source, part, (bytes) => pieces.push(bytes));
    assert.ok(Buffer.concat(pieces).equals(LARGE));
    const stored = await uploadPart(store.requester, { key: KEY, uploadId, number: 1 }, read);
    read.release();
    await completeMultipartUpload(store.requester, { key: KEY, uploadId }, [stored], read);
    assert.ok((await s3.get(KEY))?.equals(LARGE));
    assert.equal(store.requester.retryCount, 1);
  });

test('a part that is not in memory is not uploaded again when its file is truncated', async (t) => {
  const { s3, root } = await prepareUpload(t, { large: LARGE });
  const store = connectStore(t, s3);
  const [file] = await listFiles(root);
  assert.ok(file);
  using source = new UnchangedFileReader(file);
  const uploadId = await createMultipartUpload(store.requester, KEY, 0);
  const read = await readStreamedPart(store, source, { number: 1, start: 0, size: file.size }, () => {});
  truncateSync(file.path, 5);
  await assert.rejects(
    uploadPart(store.requester, { key: KEY, uploadId, number: 1 }, read),
    /large has changed since it was listed: it was truncated/,
  );
  assert.equal(store.requester.retryCount, 0);
});
