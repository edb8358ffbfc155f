import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { type Progress, parseManifest, planUpload, runUpload, summarizeUpload } from '../index.ts';
import {
  BUCKET,
  connectStore,
  createAwsClient,
  FOLDER,
  groupByOutcome,
  listFiles,
  prepareUpload,
  startStore,
  uploadAll,
  writeTree,
} from '../testing/transfer-support.ts';
import type { OtherObject } from './plan-upload.ts';

const LARGE = randomBytes(17 * 1024 * 1024);

test('a second upload sends nothing when no file has changed', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, {
    a: 'a',
    'b/c': randomBytes(2_000_000),
    large: LARGE,
    empty: '',
  });
  const store = connectStore(t, s3);
  const first = await uploadAll(store, root);
  operations.length = 0;
  const second = await uploadAll(store, root);
  assert.deepEqual(second.counts, { ...first.counts, uploaded: 0, skipped: 4 });
  assert.deepEqual([...new Set(operations)].sort(), ['HeadObject', 'ListObjectsV2']);
});

test('an upload is complete when it is aborted after its last file', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'a' });
  const controller = new AbortController();
  const store = connectStore(t, s3, { signal: controller.signal });
  const plan = await planUpload(store, { files: await listFiles(root), ifExists: 'overwrite' });
  // Read after all files were uploaded.
  const deletes: OtherObject[] = [];
  deletes[Symbol.iterator] = () => {
    controller.abort();
    return [].values();
  };
  const { ended, counts } = await runUpload(store, { ...plan, deletes });
  assert.deepEqual([ended, counts.uploaded, controller.signal.aborted], ['complete', 1, true]);
});

test('an upload needs only a listing when it knows the last manifest, and ignores outdated entries', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, { a: 'aa', b: 'bb' });
  const store = connectStore(t, s3);
  const { manifest } = await uploadAll(store, root);
  const text = JSON.stringify(manifest);
  const manifests = [parseManifest(text)];
  // As a store without quotation marks in entity tags has sent them.
  for (const known of [manifests, [parseManifest(text.replaceAll('\\"', ''))]]) {
    operations.length = 0;
    assert.equal((await uploadAll(store, root, { manifests: known })).counts.skipped, 2);
    assert.deepEqual(operations, ['ListObjectsV2']);
  }
  s3.put(`${FOLDER}b`, 'BB');
  assert.deepEqual(groupByOutcome(await uploadAll(store, root, { manifests })), {
    skipped: ['a'],
    uploaded: ['b'],
  });
  assert.equal((await s3.get(`${FOLDER}b`))?.toString(), 'bb');
});

test('an upload sends a file when its content differs but size and time are equal', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'one', b: 'same' });
  const store = connectStore(t, s3);
  await uploadAll(store, root);
  const time = new Date(1_700_000_000_000);
  writeFileSync(join(root, 'a'), 'two');
  utimesSync(join(root, 'a'), time, time);
  assert.deepEqual(groupByOutcome(await uploadAll(store, root)), { uploaded: ['a'], skipped: ['b'] });
});

test("an upload compares other programs' objects by CRC32, and replaces those without one", async (t) => {
  const { s3, root } = await prepareUpload(t, { summed: 'x', bare: 'y' });
  const awsClient = createAwsClient(t, s3);
  await awsClient.send(
    new PutObjectCommand({ Bucket: BUCKET, Key: `${FOLDER}summed`, Body: 'x', ChecksumAlgorithm: 'CRC32' }),
  );
  s3.put(`${FOLDER}bare`, 'y');
  assert.deepEqual(groupByOutcome(await uploadAll(connectStore(t, s3), root)), {
    uploaded: ['bare'],
    skipped: ['summed'],
  });
});

test('an upload never changes metadata.json in the root, but treats one in a subfolder like any file', async (t) => {
  const { s3, root } = await prepareUpload(t, { 'metadata.json': 'mine', 'sub/metadata.json': 'data' });
  s3.put(`${FOLDER}metadata.json`, "the server's");
  s3.put(`${FOLDER}old`, 'old');
  const result = await uploadAll(connectStore(t, s3), root, { deleteMissing: true, ifExists: 'overwrite' });
  assert.deepEqual(groupByOutcome(result), {
    ignored: ['metadata.json'],
    deleted: ['old'],
    uploaded: ['sub/metadata.json'],
  });
  assert.equal((await s3.get(`${FOLDER}metadata.json`))?.toString(), "the server's");
});

test('a plan rejects files that a named pipe replaced, or that grew or disappeared, before they are compared', {
  skip: process.platform === 'win32',
}, async (t) => {
  const { s3, root } = await prepareUpload(t, { pipe: 'x', grown: 'x', gone: 'x', same: 'x' });
  const store = connectStore(t, s3);
  await uploadAll(store, root);
  const files = await listFiles(root);
  for (const name of ['pipe', 'gone']) rmSync(join(root, name));
  execFileSync('mkfifo', [join(root, 'pipe')]);
  appendFileSync(join(root, 'grown'), 'y');
  const plan = await planUpload(store, { files, ifExists: 'skip-unchanged' });
  const decisions = [...plan.uploads].map(({ name, decision, reason }) => `${name}: ${decision}, ${reason}`);
  for (const [index, pattern] of [
    /gone: reject, cannot be read: .* does not exist/,
    /grown: reject, it has grown since it was listed/,
    /pipe: reject, cannot be read: .*not a regular file/,
    /same: skip, unchanged/,
  ].entries())
    assert.match(decisions[index] ?? '', pattern);
});

test('an upload creates and deletes objects only below its destination', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x' });
  s3.put(`${FOLDER}out/old`, 'x');
  s3.put(`${FOLDER}other`, 'x');
  await uploadAll(connectStore(t, s3), root, { destination: './out/', deleteMissing: true });
  const actual = s3.list(FOLDER).map(({ key }) => key.slice(FOLDER.length));
  assert.deepEqual(actual, ['other', 'out/a']);
});

test('a plan sums up its decisions and uploads nothing', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, { new: 'abc', changed: 'longer now', same: 's' });
  s3.put(`${FOLDER}changed`, 'x');
  s3.put(`${FOLDER}gone`, 'xy');
  const store = connectStore(t, s3);
  await uploadAll(store, root, { files: (await listFiles(root)).filter((file) => file.name === 'same') });
  operations.length = 0;
  const plan = await planUpload(store, {
    files: await listFiles(root),
    ifExists: 'skip-unchanged',
    deleteMissing: true,
  });
  assert.deepEqual(summarizeUpload(plan), {
    upload: { files: 1, bytes: 3 },
    replace: { files: 1, bytes: 10 },
    skip: { files: 1, bytes: 1 },
    reject: { files: 0, bytes: 0 },
    ignore: { files: 0, bytes: 0 },
    delete: { files: 1, bytes: 2 },
  });
  assert.ok(operations.every((operation) => operation === 'ListObjectsV2' || operation === 'HeadObject'));
});

test('planUpload accepts existing files that are not uploaded when existing files are an error', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x', 'log.json': 'x', 'metadata.json': 'x' });
  for (const name of ['log.json', 'metadata.json']) s3.put(`${FOLDER}${name}`, '1');
  const { uploads } = await planUpload(connectStore(t, s3), {
    files: await listFiles(root),
    ifExists: 'error',
    ignored: new Map([[join(root, 'log.json'), 'it is the log']]),
  });
  assert.deepEqual(
    uploads.map(({ name, decision }) => [name, decision]),
    [
      ['a', 'upload'],
      ['log.json', 'ignore'],
      ['metadata.json', 'ignore'],
    ],
  );
});

test('planUpload accepts files up to the maximum of S3', async (t) => {
  const { s3 } = await startStore(t);
  const GIB = 1024 ** 3;
  const files = [5 * 1024 * GIB, 50_000 * GIB, 50_000 * GIB + 1].map((size) => ({
    path: '/none',
    name: String(size),
    size,
    modified: 0,
  }));
  const plan = await planUpload(connectStore(t, s3), { files, ifExists: 'error' });
  const decisions = plan.uploads.map(({ decision, reason }) => `${decision}: ${reason}`);
  const rejection = 'reject: larger than 48.8 TiB, the maximum of S3. Split the file';
  assert.deepEqual(decisions, ['upload: new', rejection, 'upload: new']);
});

test('planUpload rejects names that would be both a file and a folder, unless the others are deleted', async (t) => {
  const { s3, operations, root } = await prepareUpload(t, {
    a: 'now a file',
    'b/1': 'x',
    'b-c': 'x',
    'b/2': 'x',
  });
  for (const name of ['a-b', 'a/1', 'a/2', 'b', 'c', 'c/', 'metadata.json'])
    s3.put(`${FOLDER}${name}`, 'old');
  s3.put(`${FOLDER}b-c/`, '');
  const store = connectStore(t, s3);
  const message = [
    '2 names would be both a file and a folder, and a download can write only one of them. Rename one of them, or delete the old files from the dataset: set deleteMissing: true:',
    '  a: a file here, and a folder in the dataset with a/1',
    '  b: a folder here with b/1, and a file in the dataset',
  ].join('\n');
  for (const options of [{}, { shard: { index: 2, count: 2 } }, { ifExists: 'overwrite' }] as const)
    await assert.rejects(uploadAll(store, root, options), { name: 'InvalidError', message });
  const isKept = (name: string) => name === 'a/2';
  await assert.rejects(
    uploadAll(store, root, { deleteMissing: true, isKept }),
    /1 name would be .* Files that are excluded, skipped .*\n {2}a: a file here, and a folder in the dataset with a\/2$/,
  );
  assert.ok(!operations.includes('PutObject'));
  const result = await uploadAll(store, root, { deleteMissing: true });
  assert.equal(result.counts.uploaded, 4);
  assert.deepEqual(
    s3.list(FOLDER).map(({ key }) => key.slice(FOLDER.length)),
    ['a', 'b-c', 'b/1', 'b/2', 'metadata.json'],
  );
});

test('planUpload rejects a destination below a file of the dataset', async (t) => {
  const { s3, root } = await prepareUpload(t, { x: 'x' });
  s3.put(`${FOLDER}out/a`, 'x');
  const store = connectStore(t, s3);
  for (const options of [{ destination: 'out/a', deleteMissing: true }, { destination: 'out/a/b' }])
    await assert.rejects(
      uploadAll(store, root, options),
      /Rename one of them\. Files that are .* outside of the destination are not .*\n {2}out\/a: a folder here with out\/a\/.*x, and a file in the dataset$/,
    );
  assert.equal((await uploadAll(store, root, { destination: 'out/ab' })).counts.uploaded, 1);
});

test('planUpload warns when the dataset already has a name that is both a file and a folder', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x' });
  s3.put(`${FOLDER}a/1`, 'x');
  s3.put(`${FOLDER}a`, 'x');
  const warnings: string[] = [];
  const store = connectStore(t, s3, {
    log: (level, line) => void (level === 'warning' && warnings.push(line)),
  });
  await uploadAll(store, root);
  assert.deepEqual(warnings, [
    '1 name in the dataset is both a file and a folder, such as a. A download can write only one of them. Rename one of them, or delete the old files from the dataset: set deleteMissing: true',
  ]);
});

test('an upload fails only for the files that changed since they were listed', async (t) => {
  const { s3, root } = await prepareUpload(t, { grown: 'x', fine: 'y', gone: 'z', large: LARGE });
  const store = connectStore(t, s3);
  const files = await listFiles(root);
  const plan = await planUpload(store, {
    files: files.map((file) => (file.name === 'gone' ? { ...file, path: join(root, 'no such') } : file)),
    ifExists: 'overwrite',
  });
  appendFileSync(join(root, 'grown'), 'more');
  appendFileSync(join(root, 'large'), 'more');
  const result = await runUpload(store, plan);
  assert.deepEqual(groupByOutcome(result), { uploaded: ['fine'], failed: ['gone', 'grown', 'large'] });
  const reasons = [...result.manifest.files].flatMap(({ reason }) => reason ?? []);
  assert.match(reasons.join('\n'), /grown has changed since it was listed: its size was 1 and is 5 bytes/);
  assert.match(reasons.join('\n'), /no such cannot be read: it, or a parent folder, does not exist/);
});

test('an upload fails for a file whose content is longer than the size that its file system reports', {
  skip: process.platform !== 'linux',
}, async (t) => {
  const { s3, root } = await prepareUpload(t, { empty: '', fine: 'y' });
  symlinkSync('/proc/version', join(root, 'version'));
  const result = await uploadAll(connectStore(t, s3), root);
  assert.deepEqual(groupByOutcome(result), { uploaded: ['empty', 'fine'], failed: ['version'] });
  const reasons = [...result.manifest.files].flatMap(({ reason }) => reason ?? []);
  assert.match(reasons.join('\n'), /version has content, but its file system reports a size of 0 bytes/);
});

test('an upload of a large file fails and deletes its parts when the file changes during the upload', async (t) => {
  const { s3, root } = await prepareUpload(t, { large: LARGE });
  const store = connectStore(t, s3);
  const plan = await planUpload(store, { files: await listFiles(root), ifExists: 'overwrite' });
  s3.injectFault({ fault: 'delay', milliseconds: 200, operation: 'UploadPart' });
  const running = runUpload(store, plan);
  setTimeout(() => appendFileSync(join(root, 'large'), 'x'), 100);
  assert.deepEqual(groupByOutcome(await running), { failed: ['large'] });
  const { listMultipartUploads: listUploads } = await import('../s3/multipart.ts');
  assert.deepEqual(await listUploads(store.requester, FOLDER), []);
  assert.equal(s3.exists(`${FOLDER}large`), false);
});

test('an upload of a large file reports its change when its parts cannot be deleted', async (t) => {
  const { s3, root } = await prepareUpload(t, { large: LARGE });
  s3.injectFault({ fault: 'refuse', code: 'AccessDenied', operation: 'AbortMultipartUpload' });
  const store = connectStore(t, s3);
  const plan = await planUpload(store, { files: await listFiles(root), ifExists: 'overwrite' });
  const result = await runUpload(store, plan, {
    progressIntervalMs: 1,
    onProgress: ({ doneBytes }) => doneBytes > 0 && appendFileSync(join(root, 'large'), 'x'),
  });
  const [entry] = result.manifest.files;
  assert.match(entry?.reason ?? '', /large has changed since it was listed/);
  assert.ok(entry?.upload);
});

test('an upload deletes nothing when a file failed', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x', b: 'y' });
  s3.put(`${FOLDER}old`, 'old');
  s3.injectFault({ fault: 'refuse', code: 'AccessDenied', operation: 'PutObject', path: '*a' });
  const result = await uploadAll(connectStore(t, s3), root, { deleteMissing: true });
  assert.deepEqual(groupByOutcome(result), { failed: ['a'], uploaded: ['b'], 'not-done': ['old'] });
  assert.equal(s3.exists(`${FOLDER}old`), true);
});

test('an upload deletes nothing when a file was rejected', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x', b: 'y' });
  const store = connectStore(t, s3);
  await uploadAll(store, root);
  s3.put(`${FOLDER}old`, 'old');
  const files = await listFiles(root);
  rmSync(join(root, 'a'));
  const result = await uploadAll(store, root, { files, deleteMissing: true });
  assert.deepEqual(groupByOutcome(result), { failed: ['a'], skipped: ['b'], 'not-done': ['old'] });
  assert.equal(s3.exists(`${FOLDER}old`), true);
  assert.equal(s3.exists(`${FOLDER}a`), true);
});

test('an upload deletes nothing when it was cancelled, and gives that as the reason', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x' });
  s3.put(`${FOLDER}old`, 'old');
  const controller = new AbortController();
  const store = connectStore(t, s3, { signal: controller.signal });
  const files = await listFiles(root);
  const plan = await planUpload(store, { files, ifExists: 'overwrite', deleteMissing: true });
  controller.abort();
  const result = await runUpload(store, plan);
  assert.deepEqual(groupByOutcome(result), { 'not-done': ['a', 'old'] });
  assert.match([...result.manifest.files][1]?.reason ?? '', /cancelled/);
  assert.equal(s3.exists(`${FOLDER}old`), true);
});

test('concurrent uploads into one dataset are both complete', async (t) => {
  const { s3 } = await startStore(t);
  const [one, two] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  writeTree(one, { shared: LARGE, 'only/one': 'x', small: 'same' });
  writeTree(two, { shared: LARGE, 'only/two': 'y', small: 'same' });
  const results = await Promise.all([
    uploadAll(connectStore(t, s3), one),
    uploadAll(connectStore(t, s3), two),
  ]);
  for (const { counts } of results) assert.equal(counts.failed + counts['not-done'], 0);
  assert.ok((await s3.get(`${FOLDER}shared`))?.equals(LARGE));
  const found = s3.list(FOLDER).map(({ key }) => key.slice(FOLDER.length));
  assert.deepEqual(found, ['only/one', 'only/two', 'shared', 'small']);
});

test('exactly one shard deletes an object that is not among the files when all shards upload', async (t) => {
  const { s3 } = await startStore(t);
  const root = createTemporaryFolder(t);
  const names = Array.from({ length: 12 }, (_, i) => `f${i}`);
  writeTree(root, Object.fromEntries(names.map((name) => [name, 'x'])));
  for (const name of [...names, 'missing']) s3.put(`${FOLDER}${name}`, 'x');
  const store = connectStore(t, s3);
  const deleted = [];
  for (const index of [3, 2, 1]) {
    const result = await uploadAll(store, root, { deleteMissing: true, shard: { index, count: 3 } });
    deleted.push(groupByOutcome(result)['deleted'] ?? []);
  }
  assert.deepEqual(deleted, [[], [], ['missing']]);
});

test('an upload keeps the objects that isKept selects by their names below the destination', async (t) => {
  const { s3 } = await startStore(t);
  const root = createTemporaryFolder(t);
  for (const name of ['kept', 'out/kept', 'missing']) s3.put(`${FOLDER}out/${name}`, 'x');
  const result = await uploadAll(connectStore(t, s3), root, {
    destination: 'out',
    deleteMissing: true,
    isKept: (name) => name === 'kept',
  });
  assert.deepEqual(groupByOutcome(result), { deleted: ['out/missing', 'out/out/kept'] });
});

test('planUpload searches for other objects only when they are deleted, or when the caller needs them', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x' });
  for (const name of ['kept', 'other']) s3.put(`${FOLDER}${name}`, 'x');
  s3.put(`${FOLDER}folder/`, '');
  const examined: string[] = [];
  const options = {
    files: await listFiles(root),
    ifExists: 'skip-unchanged',
    isKept: (name: string) => examined.push(name) > 0 && name === 'kept',
  } as const;
  const plan = await planUpload(connectStore(t, s3), options);
  await runUpload(connectStore(t, s3), plan);
  assert.deepEqual(examined, []);
  const foundNames = plan.findOthers().map(({ name }) => name);
  assert.deepEqual(foundNames, ['other']);
  const deleting = await planUpload(connectStore(t, s3), { ...options, deleteMissing: true });
  assert.deepEqual(
    deleting.deletes.map(({ name }) => name),
    ['folder/', 'other'],
  );
});

test('an upload records the SHA-256 of each file, also of unchanged ones, when requested', async (t) => {
  const { s3, root } = await prepareUpload(t, { small: 'abc', large: LARGE });
  const store = connectStore(t, s3);
  const { createHash } = await import('node:crypto');
  const expected = [LARGE, 'abc'].map((content) => createHash('sha256').update(content).digest('hex'));
  for (const outcome of ['uploaded', 'skipped']) {
    const { manifest } = await uploadAll(store, root, { sha256: true });
    assert.deepEqual(
      manifest.files.map((file) => [file.outcome, file.sha256]),
      expected.map((hash) => [outcome, hash]),
    );
  }
});

test('progress increases until all bytes are transferred, and has no estimate while only a small file is', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'xyz', large: LARGE });
  const store = connectStore(t, s3);
  const plan = await planUpload(store, { files: await listFiles(root), ifExists: 'overwrite' });
  s3.injectFault({ fault: 'delay', milliseconds: 50, operation: 'UploadPart' });
  const reported: Progress[] = [];
  const result = await runUpload(store, plan, {
    progressIntervalMs: 5,
    onProgress: (progress) => void reported.push(progress),
  });
  assert.ok(reported.length > 0);
  const bytes = reported.map(({ doneBytes }) => doneBytes);
  assert.deepEqual(
    bytes,
    bytes.toSorted((a, b) => a - b),
  );
  for (const { doneBytes, secondsLeft } of reported)
    assert.equal(secondsLeft === undefined, doneBytes <= 3, `${secondsLeft} s left after ${doneBytes} bytes`);
  assert.equal(result.bytes, LARGE.length + 3);
  assert.ok(['a', 'large'].includes(result.slowest?.name ?? ''));
});

test('an upload stores the content type and the modification time of a file', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x' });
  utimesSync(join(root, 'a'), 1_700_000_000, 1_700_000_000.5);
  await uploadAll(connectStore(t, s3), root);
  const head = await createAwsClient(t, s3).send(
    new HeadObjectCommand({ Bucket: BUCKET, Key: `${FOLDER}a` }),
  );
  assert.deepEqual([head.ContentType, head.Metadata], ['binary/octet-stream', { mtime: '1700000000.500' }]);
});
