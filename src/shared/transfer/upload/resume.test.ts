import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import type { S3Store } from '../../../../sandbox/s3/index.ts';
import { abortIncompleteUploads, planUpload, runUpload } from '../index.ts';
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

/** Runs an upload that is aborted after some of its five parts. */
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

test('an upload resumes and sends only the missing parts after an aborted run', async (t) => {
  const { s3, operations } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE, small: 'x' });
  const aborted = await stopMidway(t, s3, root);
  assert.equal(aborted.ended, 'aborted');
  assert.deepEqual(groupByOutcome(aborted), { 'not-done': ['large'], uploaded: ['small'] });
  operations.length = 0;
  const result = await uploadAll(connectStore(t, s3), root);
  assert.deepEqual(groupByOutcome(result), { uploaded: ['large'], skipped: ['small'] });
  assert.equal(operations.filter((operation) => operation === 'UploadPart').length, 2);
  assert.ok((await s3.get(BUCKET, AT.Key))?.equals(LARGE));
});

test('an upload ignores stored parts when their content differs', async (t) => {
  const { s3, operations } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE });
  await stopMidway(t, s3, root);
  const changed = Buffer.from(LARGE);
  changed[9 * MIB] = (changed[9 * MIB] ?? 0) ^ 1;
  writeFileSync(join(root, 'large'), changed);
  operations.length = 0;
  const store = connectStore(t, s3);
  assert.equal((await uploadAll(store, root)).counts.uploaded, 1);
  assert.equal(operations.filter((operation) => operation === 'UploadPart').length, 5);
  assert.ok((await s3.get(BUCKET, AT.Key))?.equals(changed));
  assert.equal((await listMultipartUploads(store.session.requester, FOLDER)).length, 1);
});

test("an upload ignores another program's multipart upload of the same key", async (t) => {
  const { s3 } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE });
  const awsClient = createAwsClient(t, s3);
  const { UploadId } = await awsClient.send(new CreateMultipartUploadCommand(AT));
  await awsClient.send(
    new UploadPartCommand({ ...AT, UploadId, PartNumber: 1, Body: LARGE.subarray(0, 8 * MIB) }),
  );
  const store = connectStore(t, s3);
  assert.equal((await uploadAll(store, root)).counts.uploaded, 1);
  assert.deepEqual(
    (await listMultipartUploads(store.session.requester, FOLDER)).map(({ uploadId }) => uploadId),
    [UploadId],
  );
});

test('an upload sends the whole file when listing parts is forbidden', async (t) => {
  const { s3 } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE });
  await stopMidway(t, s3, root);
  s3.misbehave({ fault: { kind: 'refuse', code: 'AccessDenied' }, operation: 'ListParts' });
  assert.equal((await uploadAll(connectStore(t, s3), root)).counts.uploaded, 1);
  assert.ok((await s3.get(BUCKET, AT.Key))?.equals(LARGE));
});

test('an upload starts again when the resumed multipart upload no longer exists', async (t) => {
  const { s3 } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE });
  await stopMidway(t, s3, root);
  s3.misbehave({ fault: { kind: 'refuse', code: 'NoSuchUpload' }, operation: 'UploadPart', times: 1 });
  assert.equal((await uploadAll(connectStore(t, s3), root)).counts.uploaded, 1);
  assert.ok((await s3.get(BUCKET, AT.Key))?.equals(LARGE));
});

test('an upload completes when the response of CompleteMultipartUpload is lost or is an error with status 200', async (t) => {
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

test('abortIncompleteUploads aborts only uploads older than the given time', async (t) => {
  const { s3 } = await startStore(t);
  const root = createTempFolder(t);
  writeTree(root, { large: LARGE });
  await stopMidway(t, s3, root);
  const store = connectStore(t, s3);
  assert.deepEqual(await abortIncompleteUploads(store, { createdBefore: Date.now() - 60_000 }), []);
  const aborted = await abortIncompleteUploads(store, { createdBefore: Date.now() + 1 });
  assert.deepEqual(
    aborted.map(({ name }) => name),
    ['large'],
  );
  assert.deepEqual(await listMultipartUploads(store.session.requester, FOLDER), []);
});
