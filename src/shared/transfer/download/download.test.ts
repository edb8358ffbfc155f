import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs, {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join, win32 } from 'node:path';
import { test } from 'node:test';
import type { S3Store } from '../../../../sandbox/s3/start-s3.ts';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import type { InvalidError } from '../../client/index.ts';
import { planDownload, runDownload, summarizeDownload } from '../index.ts';
import { formatListing, openHostileStore } from '../testing/hostile-store.ts';
import {
  connectStore,
  downloadAll,
  FOLDER,
  getFirstReason,
  groupByOutcome,
  prepareDownload,
  uploadAll,
  writeTree,
} from '../testing/transfer-support.ts';
import { getPartialPath } from './partial-file.ts';
import { TargetFolder } from './target-folder.ts';

const MIB = 1024 * 1024;
const LARGE = randomBytes(40 * MIB);

/** Objects that contain their names. */
const createObjects = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));

test('a download selects files of a source folder by the include function', async (t) => {
  const names = ['a', 'out/b.nc', 'out/c.txt', 'out/deep/d.nc', 'out/'];
  const { store, target } = await prepareDownload(t, createObjects(names));
  const folder = join(target, 'not/there/yet');
  const include = (name: string) => name.endsWith('.nc');
  const result = await downloadAll(store, folder, { source: 'out', include });
  assert.deepEqual(groupByOutcome(result), { downloaded: ['b.nc', 'deep/d.nc'] });
  assert.equal(readFileSync(join(folder, 'deep/d.nc'), 'utf8'), 'out/deep/d.nc');
});

test('a download ends when more files than connections cannot be created', { timeout: 30_000 }, async (t) => {
  const { s3, target } = await prepareDownload(t, createObjects(['link/a', 'link/b', 'link/c', 'z']));
  symlinkSync(createTemporaryFolder(t), join(target, 'link'));
  const result = await downloadAll(connectStore(t, s3, { connections: 2 }), target);
  assert.deepEqual(groupByOutcome(result), { downloaded: ['z'], failed: ['link/a', 'link/b', 'link/c'] });
});

test('a download skips unchanged files and replaces others', async (t) => {
  const { store, operations, target } = await prepareDownload(t);
  const source = createTemporaryFolder(t);
  writeTree(source, { same: 'same', other: 'new!', longer: 'longer' });
  await uploadAll(store, source);
  writeTree(target, { same: 'same', other: 'old!', longer: 'x' });
  operations.length = 0;
  const result = await downloadAll(store, target);
  assert.deepEqual(groupByOutcome(result), {
    skipped: ['same'],
    downloaded: ['longer', 'other'],
  });
  assert.ok([...result.manifest.files].every(({ crc32 }) => crc32 !== undefined));
  assert.equal(operations.filter((operation) => operation === 'GetObject').length, 2);
  const plan = await planDownload(store, { target, ifExists: 'skip-unchanged' });
  assert.deepEqual(summarizeDownload(plan).skip, { files: 3, bytes: 14 });
});

test('a download rejects keys that are invalid file names, and writes nothing outside its target', async (t) => {
  const names = ['../evil', '/abs', 'a//b', 'ok', 'ok/inside', 'dir/../../evil2'];
  const { store, target: base } = await prepareDownload(t, createObjects(names));
  const result = await downloadAll(store, join(base, 'target'));
  assert.deepEqual(groupByOutcome(result), {
    downloaded: ['ok'],
    failed: ['../evil', '/abs', 'a//b', 'dir/../../evil2', 'ok/inside'],
  });
  const reasons = [...result.manifest.files].map(({ reason }) => reason);
  assert.equal(reasons[0], 'invalid file name: it has a segment "." or "..". Rename it in the dataset');
  assert.match(
    reasons.at(-1) ?? '',
    /its folder ok is also the name of a file, .* \(upload-data deletes those with delete-missing: true\)\. Rename/,
  );
  assert.deepEqual(readdirSync(base, { recursive: true }).sort(), ['target', 'target/ok']);
});

test('planDownload rejects names that are invalid on Windows', async (t) => {
  const names = ['con', 'C:/x', 'a\\..\\..\\b', 'Fine.txt', 'fine.txt'];
  const { store } = await prepareDownload(t, createObjects(names));
  const options = {
    target: 'D:\\none',
    ifExists: 'overwrite',
    path: win32,
    isCaseInsensitive: true,
  } as const;
  const plan = await planDownload(store, options);
  assert.deepEqual(summarizeDownload(plan).reject.files, 4);
});

test('a download leaves no file when the bytes do not match the CRC32', async (t) => {
  const { s3, store, target } = await prepareDownload(t);
  const source = createTemporaryFolder(t);
  writeTree(source, { small: randomBytes(1000), large: LARGE });
  await uploadAll(store, source);
  s3.injectFault({ fault: 'corrupt', operation: 'GetObject' });
  const result = await downloadAll(store, target);
  assert.deepEqual(groupByOutcome(result), { failed: ['large', 'small'] });
  assert.deepEqual(readdirSync(target), []);
});

test('a download retries a truncated response', async (t) => {
  const content = randomBytes(3 * MIB);
  const { s3, store, target } = await prepareDownload(t, { a: content });
  s3.injectFault({ fault: 'truncate', operation: 'GetObject', times: 2 });
  const result = await downloadAll(store, target);
  assert.deepEqual([result.counts.downloaded, result.retries], [1, 2]);
  assert.ok(readFileSync(join(target, 'a')).equals(content));
});

test('a download resumes from the partial file after an aborted run', async (t) => {
  const { s3, store, operations, target } = await prepareDownload(t);
  const source = createTemporaryFolder(t);
  writeTree(source, { large: LARGE });
  await uploadAll(store, source);
  const lift = s3.injectFault({
    fault: 'delay',
    milliseconds: 60_000,
    operation: 'GetObject',
    after: 3,
  });
  const stop = new AbortController();
  const first = connectStore(t, s3, { signal: stop.signal });
  const plan = await planDownload(first, { target, ifExists: 'overwrite' });
  const aborted = await runDownload(first, plan, {
    progressIntervalMs: 5,
    onProgress: ({ doneBytes }) => {
      if (doneBytes >= 24 * MIB) stop.abort();
    },
  });
  lift();
  assert.deepEqual(groupByOutcome(aborted), { 'not-done': ['large'] });
  assert.equal(existsSync(join(target, 'large')), false);
  operations.length = 0;
  const { counts, bytes } = await downloadAll(store, target);
  assert.deepEqual([counts.downloaded, bytes], [1, 16 * MIB]);
  assert.equal(operations.filter((operation) => operation === 'GetObject').length, 2);
  assert.ok(readFileSync(join(target, 'large')).equals(LARGE));
  assert.deepEqual(readdirSync(target), ['large']);
});

test('a download leaves no log of an interrupted download when the file has become small', async (t) => {
  const { store, target } = await prepareDownload(t, { a: 'small' });
  const partial = getPartialPath(join(target, 'a'));
  for (const path of [partial, `${partial}.ranges`]) writeFileSync(path, '');
  await downloadAll(store, target);
  assert.deepEqual(readdirSync(target), ['a']);
});

test('a download succeeds when the file system does not permit to set times', async (t) => {
  const { store, target } = await prepareDownload(t, { small: 'small', large: LARGE });
  const { mock } = t.mock.method(fs, 'futimesSync', () => {
    throw Object.assign(new Error('EPERM: operation not permitted, futime'), { code: 'EPERM' });
  });
  t.after(() => {
    mock.restore();
    syncBuiltinESMExports();
  });
  syncBuiltinESMExports();
  const result = await downloadAll(store, target);
  assert.deepEqual(groupByOutcome(result), { downloaded: ['large', 'small'] });
  assert.equal(mock.callCount(), 2);
});

test('a download fails when the object changes between ranges', async (t) => {
  const { s3, store, target } = await prepareDownload(t, { large: LARGE });
  const plan = await planDownload(store, { target, ifExists: 'overwrite' });
  s3.injectFault({ fault: 'delay', milliseconds: 100, operation: 'GetObject' });
  const running = runDownload(store, plan);
  setTimeout(() => s3.put(`${FOLDER}large`, randomBytes(LARGE.length)), 50);
  assert.deepEqual(groupByOutcome(await running), { failed: ['large'] });
  assert.equal(existsSync(join(target, 'large')), false);
});

test('a download of a large file leaves nothing when the object was replaced or deleted since it was listed', async (t) => {
  for (const [reason, change] of [
    [/has changed in the store/, (s3: S3Store) => s3.put(`${FOLDER}large`, randomBytes(LARGE.length))],
    [/was deleted from the store/, (s3: S3Store) => s3.delete(`${FOLDER}large`)],
  ] as const) {
    const { s3, store, target } = await prepareDownload(t, { large: LARGE });
    const plan = await planDownload(store, { target, ifExists: 'overwrite' });
    change(s3);
    assert.match(getFirstReason(await runDownload(store, plan)), reason);
    assert.deepEqual(readdirSync(target), []);
  }
});

test('a download fails before the first request when the disk lacks free space', async (t) => {
  const { store, operations, target } = await prepareDownload(t, { a: 'x' });
  const plan = await planDownload(store, { target, ifExists: 'overwrite' });
  const huge = { ...plan, downloads: plan.downloads.map((entry) => ({ ...entry, size: 2 ** 53 })) };
  await assert.rejects(runDownload(store, huge), /8192 TiB needed, \d.* free/);
  assert.ok(!operations.includes('GetObject'));
});

test('a download does not write through links in place of its partial file or its log', async (t) => {
  const { store, target } = await prepareDownload(t, { small: 'small', large: LARGE });
  const elsewhere = createTemporaryFolder(t);
  for (const link of [symlinkSync, linkSync]) {
    const planted = ['small', 'large'].flatMap((name) => {
      const partial = getPartialPath(join(target, name));
      return [partial, `${partial}.ranges`];
    });
    for (const [index, path] of planted.entries()) {
      writeFileSync(join(elsewhere, `${index}`), 'precious');
      link(join(elsewhere, `${index}`), path);
    }
    const result = await downloadAll(store, target, { ifExists: 'overwrite' });
    assert.deepEqual(groupByOutcome(result), { downloaded: ['large', 'small'] });
    assert.equal(lstatSync(join(target, 'large')).isFile(), true);
    for (const index of planted.keys())
      assert.equal(readFileSync(join(elsewhere, `${index}`), 'utf8'), 'precious');
    for (const path of planted) rmSync(path, { force: true });
  }
});

test('a download rejects names and a target inside a Git folder', async (t) => {
  const names = ['.git/config', 'sub/.GIT/hooks/pre-commit', 'git~1/config', '.gitignore'];
  const { store, target } = await prepareDownload(t, createObjects(names));
  assert.deepEqual(groupByOutcome(await downloadAll(store, target)), {
    downloaded: ['.gitignore'],
    failed: ['.git/config', 'git~1/config', 'sub/.GIT/hooks/pre-commit'],
  });
  await assert.rejects(downloadAll(store, join(target, '.git/hooks')), /\.git is reserved for Git/);
  assert.deepEqual(readdirSync(target), ['.gitignore']);
});

test('a download replaces a link that leads to no file, unless existing files are an error', async (t) => {
  const { store, target } = await prepareDownload(t, createObjects(['broken', 'loop']));
  symlinkSync('missing', join(target, 'broken'));
  symlinkSync('loop', join(target, 'loop'));
  await assert.rejects(
    downloadAll(store, target, { ifExists: 'error' }),
    /2 files already exist, but ifExists is error/,
  );
  const result = await downloadAll(store, target);
  assert.deepEqual(groupByOutcome(result), { downloaded: ['broken', 'loop'] });
  assert.equal(readFileSync(join(target, 'loop'), 'utf8'), 'loop');
});

test('a download names the folder that has the name of its partial file', async (t) => {
  const { store, target } = await prepareDownload(t, { small: 'small', large: LARGE, log: LARGE });
  for (const path of [
    getPartialPath(join(target, 'small')),
    getPartialPath(join(target, 'large')),
    `${getPartialPath(join(target, 'log'))}.ranges`,
  ])
    mkdirSync(path);
  writeFileSync(getPartialPath(join(target, 'log')), '');
  const result = await downloadAll(store, target);
  assert.deepEqual(groupByOutcome(result), { failed: ['large', 'log', 'small'] });
  for (const { name, reason } of result.manifest.files)
    assert.match(reason ?? '', /\.part(\.ranges)? cannot be written: it is a folder\. Delete it$/, name);
});

test('transfers reject the names of partial files, whose content a download would mix up', async (t) => {
  const partial = getPartialPath('a');
  const names = [partial, `${partial}.ranges`, `${partial}/b`, partial.toUpperCase()];
  const { store, target } = await prepareDownload(t, createObjects([...names, 'a', '.provena.part']));
  const result = await downloadAll(store, target);
  assert.deepEqual(groupByOutcome(result), { failed: names.sort(), downloaded: ['.provena.part', 'a'] });
  writeFileSync(getPartialPath(join(target, 'b')), '');
  await assert.rejects(uploadAll(store, target), (error: InvalidError) =>
    /download that is not complete/.test(error.issues[0]?.message ?? ''),
  );
});

test(
  'a download is not rejected when the file system reports no size',
  {
    skip: process.platform !== 'linux',
  },
  () => TargetFolder.open('/proc/self', ['/proc/self']).assertFreeSpace(1, () => 0),
);

test('a download resumes when the disk has space for the rest of the file only', {
  skip: process.platform !== 'linux',
}, async (t) => {
  const target = createTemporaryFolder(t);
  const partial = getPartialPath(join(target, 'a'));
  const gib = 1024 * MIB;
  execFileSync('fallocate', ['--length', `${gib}`, partial]);
  const { bavail, bsize } = statfsSync(target);
  const key = encodeURIComponent(`${FOLDER}a`);
  const store = await openHostileStore(t, (request, response) => {
    if (request.method === 'HEAD') response.writeHead(404).end();
    else response.end(formatListing([[key, bavail * bsize + gib / 2]]));
  });
  const result = await downloadAll(store, target);
  assert.match(getFirstReason(result), /it was deleted from the store/);
  renameSync(partial, join(target, 'b'));
  await assert.rejects(downloadAll(store, target), /not enough disk space in .* [KMGT]iB needed/);
});

test('a download names the file and the reason when a file is in place of a folder', async (t) => {
  const { store, target } = await prepareDownload(t, { 'sub/a': 'a', 'sub/large': LARGE });
  writeFileSync(join(target, 'sub'), 'a file');
  const result = await downloadAll(store, target);
  for (const { name, reason } of result.manifest.files)
    assert.equal(
      reason,
      `${join(target, name)} cannot be written: a parent folder is a file. Rename or remove that file`,
    );
  assert.equal(result.counts.failed, 2);
});
