import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import type { S3Store } from '../../../../sandbox/s3/start-s3.ts';
import {
  abortIncompleteUploads,
  formatManifest,
  type Manifest,
  parseManifest,
  planUpload,
  runUpload,
  type StoreOptions,
  type TransferResult,
} from '../index.ts';
import { createMultipartUpload, listMultipartUploads, uploadPart } from '../s3/multipart.ts';
import {
  BUCKET,
  connectStore,
  createAwsClient,
  FOLDER,
  groupByOutcome,
  listFiles,
  prepareUpload,
  uploadAll,
  writeTree,
} from '../testing/transfer-support.ts';

const MIB = 1024 * 1024;
const LARGE = randomBytes(40 * MIB);
const AT = { Bucket: BUCKET, Key: `${FOLDER}large` };

interface AbortOptions {
  readonly access?: 'write' | 'owner';
  /** The number of parts after which the upload is aborted. */
  readonly parts?: number;
  readonly onCheckpoint?: (manifest: Manifest) => Promise<void>;
  readonly canAbort?: () => boolean;
}

/** Runs an upload that is aborted after some of its five parts. */
async function abortUpload(
  t: TestContext,
  s3: S3Store,
  root: string,
  { access = 'write', parts = 3, onCheckpoint, canAbort = () => true }: AbortOptions = {},
) {
  const lift = s3.injectFault({
    fault: 'delay',
    milliseconds: 60_000,
    operation: 'UploadPart',
    after: parts,
  });
  const stop = new AbortController();
  const store = connectStore(t, s3, { signal: stop.signal }, access);
  const plan = await planUpload(store, { files: await listFiles(root), ifExists: 'overwrite' });
  const result = await runUpload(store, plan, {
    onCheckpoint,
    progressIntervalMs: 5,
    onProgress: ({ doneBytes }) => {
      if (doneBytes >= parts * 8 * MIB && canAbort()) stop.abort();
    },
  });
  lift();
  return result;
}

/** Makes the store reject ListParts, as Provena's write credentials do. */
function forbidListParts(s3: S3Store): () => void {
  return s3.injectFault({ fault: 'refuse', code: 'AccessDenied', operation: 'ListParts' });
}

/** Uploads again. Fails unless the file `large` is then complete, and this many parts of it were sent. */
async function assertResumed(
  t: TestContext,
  { s3, operations, root }: Awaited<ReturnType<typeof prepareUpload>>,
  parts: number,
  { manifests = [], ...options }: { manifests?: readonly Manifest[] } & Partial<StoreOptions> = {},
): Promise<TransferResult> {
  operations.length = 0;
  const result = await uploadAll(connectStore(t, s3, options), root, { manifests });
  assert.equal(result.counts.uploaded, 1);
  assert.equal(countParts(operations), parts);
  assert.ok((await s3.get(AT.Key))?.equals(readFileSync(join(root, 'large'))));
  return result;
}

function recordWarnings() {
  const warnings: string[] = [];
  const log: StoreOptions['log'] = (level, line) => void (level === 'warning' && warnings.push(line));
  return { log, warnings };
}

const countParts = (operations: readonly string[]) =>
  operations.filter((operation) => operation === 'UploadPart').length;

test('an upload resumes by the manifest of an aborted run when listing parts is forbidden', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, { large: LARGE, small: 'x' });
  forbidListParts(s3);
  const aborted = await abortUpload(t, s3, root);
  assert.equal(aborted.ended, 'aborted');
  assert.deepEqual(groupByOutcome(aborted), { 'not-done': ['large'], uploaded: ['small'] });
  const manifests = [parseManifest(JSON.stringify(aborted.manifest))];
  const result = await assertResumed(t, { s3, operations, root }, 2, { manifests });
  assert.deepEqual(groupByOutcome(result), { uploaded: ['large'], skipped: ['small'] });
  assert.equal(result.bytes, 16 * MIB, 'only the bytes of this run count');
  assert.ok([...result.manifest.files].every(({ upload }) => upload === undefined));
});

test('an upload resumes by a checkpoint when the earlier run could not write its manifest', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, { large: LARGE });
  forbidListParts(s3);
  let checkpoint = '';
  await abortUpload(t, s3, root, {
    async onCheckpoint(manifest) {
      checkpoint = JSON.stringify(manifest);
    },
    canAbort: () => /"number":3/.test(checkpoint),
  });
  await assertResumed(t, { s3, operations, root }, 2, { manifests: [parseManifest(checkpoint)] });
});

test('an upload resumes by the newest of several manifests, in whatever order they are', async (t) => {
  for (const isNewestFirst of [true, false]) {
    const { s3, operations, root } = await prepareUpload(t, { large: LARGE });
    forbidListParts(s3);
    const newest = parseManifest(JSON.stringify((await abortUpload(t, s3, root)).manifest));
    // As an earlier run would have written it. If another run were aborted here, the fault could count its late requests.
    const older = parseManifest(
      JSON.stringify({
        ...newest,
        finished: newest.started,
        files: [...newest.files].map((file) => ({
          ...file,
          upload: file.upload && { ...file.upload, parts: file.upload.parts.slice(0, 1) },
        })),
      }),
    );
    const manifests = isNewestFirst ? [newest, older] : [older, newest];
    await assertResumed(t, { s3, operations, root }, 2, { manifests });
  }
});

test('an upload starts again when the manifest has an upload whose id is no valid text', async (t) => {
  const { s3, root } = await prepareUpload(t, { large: LARGE.subarray(0, 17 * MIB) });
  const upload = { id: '\ud800', parts: [] };
  const file = { name: 'large', key: AT.Key, size: 17 * MIB, outcome: 'not-done', upload };
  const times = { started: '2024-01-01T00:00:00Z', finished: '2024-01-01T00:00:00Z' };
  const head = { manifest: 1, direction: 'upload', bucket: BUCKET, prefix: FOLDER, ...times };
  const manifests = [parseManifest([JSON.stringify({ ...head, files: [file] })])];
  const result = await uploadAll(connectStore(t, s3), root, { manifests });
  assert.deepEqual(groupByOutcome(result), { uploaded: ['large'] });
});

test('an upload does not resume, and leaves alone, the upload of a manifest of another bucket', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, { large: LARGE });
  forbidListParts(s3);
  const { manifest } = await abortUpload(t, s3, root);
  const elsewhere = parseManifest(JSON.stringify({ ...manifest, bucket: 'another' }));
  await assertResumed(t, { s3, operations, root }, 5, { manifests: [elsewhere] });
  assert.ok(!operations.includes('AbortMultipartUpload'));
});

test('an upload starts again, and its manifest has no part, when the file has grown since the manifest was written', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, { large: LARGE });
  const { manifest } = await abortUpload(t, s3, root);
  writeFileSync(join(root, 'large'), Buffer.concat([LARGE, randomBytes(4 * MIB)]));
  const stop = new AbortController();
  const options = { files: await listFiles(root), ifExists: 'overwrite', manifests: [manifest] } as const;
  const store = connectStore(t, s3, { signal: stop.signal });
  const plan = await planUpload(store, options);
  stop.abort();
  const aborted = await runUpload(store, plan);
  assert.equal([...aborted.manifest.files][0]?.upload, undefined);
  await assertResumed(t, { s3, operations, root }, 6, { manifests: [manifest] });
});

test('an upload continues a multipart upload when no part of it was stored', async (t) => {
  const { s3, root } = await prepareUpload(t, { large: LARGE });
  forbidListParts(s3);
  let checkpoint = '';
  const aborted = await abortUpload(t, s3, root, {
    parts: 0,
    async onCheckpoint(manifest) {
      checkpoint = JSON.stringify(manifest);
    },
    canAbort: () => checkpoint !== '',
  });
  assert.equal(aborted.ended, 'aborted');
  const store = connectStore(t, s3);
  const manifests = [parseManifest(checkpoint)];
  assert.equal((await uploadAll(store, root, { manifests })).counts.uploaded, 1);
  assert.deepEqual(await listMultipartUploads(store.requester, FOLDER), []);
});

test('the manifest keeps the stored parts of an earlier run when the next one is aborted at its start', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, { large: LARGE });
  forbidListParts(s3);
  const { manifest } = await abortUpload(t, s3, root);
  const stop = new AbortController();
  const store = connectStore(t, s3, { signal: stop.signal });
  const files = await listFiles(root);
  const plan = await planUpload(store, { files, ifExists: 'overwrite', manifests: [manifest] });
  stop.abort();
  const aborted = await runUpload(store, plan);
  assert.deepEqual(groupByOutcome(aborted), { 'not-done': ['large'] });
  await assertResumed(t, { s3, operations, root }, 2, { manifests: [aborted.manifest] });
});

test('an upload resumes by the parts that the store lists when the credentials allow it', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, { large: LARGE, small: 'x' });
  await abortUpload(t, s3, root, { access: 'owner' });
  operations.length = 0;
  const result = await uploadAll(connectStore(t, s3, {}, 'owner'), root);
  assert.deepEqual(groupByOutcome(result), { uploaded: ['large'], skipped: ['small'] });
  assert.equal(countParts(operations), 2);
  assert.ok((await s3.get(AT.Key))?.equals(LARGE));
});

test('an upload resumes by the newest of several multipart uploads that the store lists', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, { large: LARGE });
  const { requester } = connectStore(t, s3);
  const uploadId = await createMultipartUpload(requester, AT.Key, 0);
  const bytes = LARGE.subarray(0, 8 * MIB);
  await uploadPart(
    requester,
    { key: AT.Key, uploadId, number: 1 },
    { body: bytes, size: bytes.length, crc32: crc32(bytes) },
  );
  const allow = forbidListParts(s3);
  await abortUpload(t, s3, root);
  allow();
  operations.length = 0;
  assert.equal((await uploadAll(connectStore(t, s3, {}, 'owner'), root)).counts.uploaded, 1);
  assert.equal(countParts(operations), 2);
});

test('an upload sends the whole file, without a warning, when a listed multipart upload no longer exists', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, { large: LARGE });
  await abortUpload(t, s3, root);
  s3.injectFault({ fault: 'refuse', code: 'NoSuchUpload', operation: 'ListParts' });
  const { log, warnings } = recordWarnings();
  await assertResumed(t, { s3, operations, root }, 5, { log });
  assert.deepEqual(warnings, []);
});

test('an upload fails when its multipart upload no longer exists and the object has other content', async (t) => {
  const { s3, root } = await prepareUpload(t, { large: randomBytes(LARGE.length) });
  await uploadAll(connectStore(t, s3), root);
  writeTree(root, { large: LARGE });
  s3.injectFault({ fault: 'refuse', code: 'NoSuchUpload', operation: 'CompleteMultipartUpload' });
  const result = await uploadAll(connectStore(t, s3), root);
  assert.deepEqual(groupByOutcome(result), { failed: ['large'] });
});

test('an upload aborts that of earlier runs, without a warning, when the content of the file differs', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, { large: LARGE });
  forbidListParts(s3);
  const checkpoints: Manifest[] = [];
  const { manifest } = await abortUpload(t, s3, root, {
    async onCheckpoint(checkpoint) {
      checkpoints.push(parseManifest(formatManifest(checkpoint)));
    },
    canAbort: () => checkpoints.length > 0,
  });
  writeFileSync(join(root, 'large'), randomBytes(LARGE.length));
  const { log, warnings } = recordWarnings();
  // The first checkpoint is written before a part is stored.
  const manifests = [...checkpoints.slice(0, 1), manifest];
  await assertResumed(t, { s3, operations, root }, 5, { manifests, log });
  assert.deepEqual(warnings, []);
  assert.deepEqual(await listMultipartUploads(connectStore(t, s3).requester, FOLDER), []);
});

test("an upload ignores another program's multipart upload of the same key", async (t) => {
  const { s3, root } = await prepareUpload(t, { large: LARGE });
  const awsClient = createAwsClient(t, s3);
  const { UploadId } = await awsClient.send(new CreateMultipartUploadCommand(AT));
  await awsClient.send(
    new UploadPartCommand({ ...AT, UploadId, PartNumber: 1, Body: LARGE.subarray(0, 8 * MIB) }),
  );
  const store = connectStore(t, s3);
  assert.equal((await uploadAll(store, root)).counts.uploaded, 1);
  const uploadIds = (await listMultipartUploads(store.requester, FOLDER)).map(({ uploadId }) => uploadId);
  assert.deepEqual(uploadIds, [UploadId]);
});

for (const [title, change] of [
  [
    'the resumed multipart upload no longer exists',
    (t, s3) => abortIncompleteUploads(connectStore(t, s3), { olderThanMs: -1 }),
  ],
  [
    'another program replaced a part of the resumed multipart upload',
    async (t, s3) => {
      const [upload] = await listMultipartUploads(connectStore(t, s3).requester, FOLDER);
      const part = { ...AT, UploadId: upload?.uploadId, PartNumber: 1, Body: randomBytes(8 * MIB) };
      await createAwsClient(t, s3).send(new UploadPartCommand(part));
    },
  ],
] satisfies [title: string, change: (t: TestContext, s3: S3Store) => Promise<unknown>][])
  test(`an upload starts again when ${title}`, async (t) => {
    const { s3, operations, root } = await prepareUpload(t, { large: LARGE });
    const { manifest } = await abortUpload(t, s3, root);
    await change(t, s3);
    operations.length = 0;
    const result = await uploadAll(connectStore(t, s3), root, { manifests: [manifest] });
    assert.equal(result.counts.uploaded, 1);
    assert.ok(countParts(operations) >= 5);
    assert.ok((await s3.get(AT.Key))?.equals(LARGE));
  });

test('an upload completes when the response of CompleteMultipartUpload is lost or is an error with status 200', async (t) => {
  const { s3, root } = await prepareUpload(t, { large: LARGE });
  for (const fault of ['lose-answer', 'error-in-200'] as const) {
    s3.injectFault({ fault, operation: 'CompleteMultipartUpload', times: 1 });
    const result = await uploadAll(connectStore(t, s3), root, { ifExists: 'overwrite' });
    assert.deepEqual(groupByOutcome(result), { uploaded: ['large'] });
    assert.ok((await s3.get(AT.Key))?.equals(LARGE));
  }
});

test('abortIncompleteUploads aborts only uploads older than the given time', async (t) => {
  const { s3, root } = await prepareUpload(t, { large: LARGE });
  await abortUpload(t, s3, root);
  const store = connectStore(t, s3);
  assert.deepEqual(await abortIncompleteUploads(store, { olderThanMs: 60_000 }), []);
  const aborted = await abortIncompleteUploads(store, { olderThanMs: -1 });
  const names = aborted.map(({ name }) => name);
  assert.deepEqual(names, ['large']);
  assert.deepEqual(await listMultipartUploads(store.requester, FOLDER), []);
});
