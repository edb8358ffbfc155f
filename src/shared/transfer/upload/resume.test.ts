import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import type { S3Store } from '../../../../sandbox/s3/index.ts';
import { abortIncomplete, planUpload, runUpload } from '../index.ts';
import { listMultipartUploads } from '../s3/multipart.ts';
import {
  BUCKET,
  connectStore,
  createAwsClient,
  createTempFolder,
  FOLDER,
  groupByOutcome,
  listFiles,
  startStore,
  uploadAll,
  writeTree,
} from '../testing/transfer-support.ts';

const MIB = 1024 * 1024;
const LARGE = randomBytes(40 * MIB);
const AT = { Bucket: BUCKET, Key: `${FOLDER}large` };

/** An upload that is stopped once some of its five parts are there. */
async function stopMidway(t: TestContext, s3: S3Store, root: string) {
  const lift = s3.misbehave({
    fault: { kind: 'delay', milliseconds: 60_000 },
    operation: 'UploadPart',
    after: 3,
  });
  const stop = new AbortController();
  const store = connectStore(t, s3, { signal: stop.signal });
  const plan = await planUpload(store, { files: await listFiles(root), ifExists: 'overwrite' });
  const result = await runUpload(store, plan, {
    progressIntervalMs: 5,
    onProgress: ({ doneBytes }) => {
      if (doneBytes >= 3 * 8 * MIB) stop.abort();
    },
  });
  lift();
  return result;
}

test('a run that was stopped says what it did not do; the next sends only what is missing', async (t) => {
  const { s3, seen } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE, small: 'x' });
  const stopped = await stopMidway(t, s3, root);
  assert.equal(stopped.ended, 'stopped');
  assert.deepEqual(groupByOutcome(stopped), { 'not-done': ['large'], uploaded: ['small'] });
  seen.length = 0;
  const result = await uploadAll(connectStore(t, s3), root);
  assert.deepEqual(groupByOutcome(result), { uploaded: ['large'], skipped: ['small'] });
  assert.equal(seen.filter((operation) => operation === 'UploadPart').length, 2);
  assert.ok((await s3.get(BUCKET, AT.Key))?.equals(LARGE));
});

test('parts of another content are left alone', async (t) => {
  const { s3, seen } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE });
  await stopMidway(t, s3, root);
  const changed = Buffer.from(LARGE);
  changed[9 * MIB] = (changed[9 * MIB] ?? 0) ^ 1;
  writeFileSync(join(root, 'large'), changed);
  seen.length = 0;
  const store = connectStore(t, s3);
  assert.equal((await uploadAll(store, root)).counts.uploaded, 1);
  assert.equal(seen.filter((operation) => operation === 'UploadPart').length, 5);
  assert.ok((await s3.get(BUCKET, AT.Key))?.equals(changed));
  assert.equal((await listMultipartUploads(store.session.requester, FOLDER)).length, 1);
});

test("another program's upload of the same key is left alone", async (t) => {
  const { s3 } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE });
  const oracle = createAwsClient(t, s3);
  const { UploadId } = await oracle.send(new CreateMultipartUploadCommand(AT));
  await oracle.send(
    new UploadPartCommand({ ...AT, UploadId, PartNumber: 1, Body: LARGE.subarray(0, 8 * MIB) }),
  );
  const store = connectStore(t, s3);
  assert.equal((await uploadAll(store, root)).counts.uploaded, 1);
  assert.deepEqual(
    (await listMultipartUploads(store.session.requester, FOLDER)).map(({ uploadId }) => uploadId),
    [UploadId],
  );
});

test('where listing parts is not allowed the whole file is sent', async (t) => {
  const { s3 } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE });
  await stopMidway(t, s3, root);
  s3.misbehave({ fault: { kind: 'refuse', code: 'AccessDenied' }, operation: 'ListParts' });
  assert.equal((await uploadAll(connectStore(t, s3), root)).counts.uploaded, 1);
  assert.ok((await s3.get(BUCKET, AT.Key))?.equals(LARGE));
});

test('an upload that vanishes while it is gone on with is begun anew', async (t) => {
  const { s3 } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE });
  await stopMidway(t, s3, root);
  s3.misbehave({ fault: { kind: 'refuse', code: 'NoSuchUpload' }, operation: 'UploadPart', times: 1 });
  assert.equal((await uploadAll(connectStore(t, s3), root)).counts.uploaded, 1);
  assert.ok((await s3.get(BUCKET, AT.Key))?.equals(LARGE));
});

test('a completion whose answer was lost counts, and so does one that says its error in a 200', async (t) => {
  const { s3 } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE });
  for (const fault of [{ kind: 'lose-answer' }, { kind: 'error-in-200', code: 'InternalError' }] as const) {
    s3.misbehave({ fault, operation: 'CompleteMultipartUpload', times: 1 });
    const result = await uploadAll(connectStore(t, s3), root, { ifExists: 'overwrite' });
    assert.deepEqual(groupByOutcome(result), { uploaded: ['large'] });
    assert.ok((await s3.get(BUCKET, AT.Key))?.equals(LARGE));
  }
});

test('what was begun and never completed can be taken away, by age', async (t) => {
  const { s3 } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE });
  await stopMidway(t, s3, root);
  const store = connectStore(t, s3);
  assert.deepEqual(await abortIncomplete(store, { createdBefore: Date.now() - 60_000 }), []);
  const aborted = await abortIncomplete(store, { createdBefore: Date.now() + 1 });
  assert.deepEqual(
    aborted.map(({ name }) => name),
    ['large'],
  );
  assert.deepEqual(await listMultipartUploads(store.session.requester, FOLDER), []);
});
