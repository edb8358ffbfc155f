import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync as writeDirectly,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';
import { writeFile, writeFileSync } from './atomic-file.ts';
import { assertOpenedInPlace, isGitFolderName, UnsafePathError } from './safe-path.ts';
import { describeFileFailure } from './write-errors.ts';

test('writeFile creates missing folders and writes text, bytes and pieces', async (t) => {
  const root = createTemporaryFolder(t);
  const pieces = async function* () {
    for (let i = 0; i < 3; i++) yield `${i}`.repeat(50_000);
  };
  await writeFile(join(root, 'a/b/text'), 'é', { roots: [root] });
  await writeFile(join(root, 'a/bytes'), Buffer.from([1, 2]), { roots: [root] });
  await writeFile(join(root, 'pieces'), pieces(), { roots: [root] });
  assert.equal(readFileSync(join(root, 'a/b/text'), 'utf8'), 'é');
  assert.deepEqual([...readFileSync(join(root, 'a/bytes'))], [1, 2]);
  assert.equal(readFileSync(join(root, 'pieces'), 'utf8').length, 150_000);
  assert.deepEqual(readdirSync(root), ['a', 'pieces']);
});

test('writeFile keeps the existing file and leaves no other when the content fails', async (t) => {
  const root = createTemporaryFolder(t);
  const path = join(root, 'file');
  writeDirectly(path, 'old');
  const failing = async function* () {
    yield 'x'.repeat(100_000);
    throw new Error('no more');
  };
  await assert.rejects(writeFile(path, failing(), { roots: [root] }), /no more/);
  assert.equal(readFileSync(path, 'utf8'), 'old');
  assert.deepEqual(readdirSync(root), ['file']);
});

test('writeFile keeps the existing file when the disk is full', {
  skip: !existsSync('/dev/full'),
}, async (t) => {
  const root = createTemporaryFolder(t);
  const path = join(root, 'file');
  writeDirectly(path, 'old');
  const full = async function* () {
    yield 'x';
    // /dev/full reports a full disk for every write.
    writeDirectly('/dev/full', 'x');
  };
  const error = await writeFile(path, full(), { roots: [root] }).catch((reason: unknown) => reason);
  assert.equal(describeFileFailure(error), 'the disk is full');
  assert.equal(readFileSync(path, 'utf8'), 'old');
});

test('writeFile rejects a symbolic link on the way to the file', async (t) => {
  const [root, outside] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  mkdirSync(join(root, 'real'));
  symlinkSync(outside, join(root, 'out'));
  symlinkSync('real', join(root, 'inner'));
  for (const path of ['out/file', 'out/new/file', 'inner/file', 'real/../out/file'])
    await assert.rejects(writeFile(join(root, path), 'x', { roots: [root] }), UnsafePathError, path);
  assert.deepEqual(readdirSync(outside), []);
  assert.deepEqual(readdirSync(join(root, 'real')), []);
});

test('writeFile follows symbolic links above the root only', (t) => {
  const base = createTemporaryFolder(t);
  mkdirSync(join(base, 'disk/workspace'), { recursive: true });
  symlinkSync('disk', join(base, 'home'));
  const root = join(base, 'home/workspace');
  writeFileSync(join(root, 'file'), 'x', { roots: [root] });
  assert.equal(readFileSync(join(base, 'disk/workspace/file'), 'utf8'), 'x');
  assert.throws(() => writeFileSync(join(root, 'file'), 'x', { roots: [] }), UnsafePathError);
});

test('writeFile replaces a link in place of the file, and leaves its target unchanged', (t) => {
  const [root, outside] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  writeDirectly(join(outside, 'precious'), 'precious');
  symlinkSync(join(outside, 'precious'), join(root, 'symbolic'));
  linkSync(join(outside, 'precious'), join(root, 'hard'));
  for (const name of ['symbolic', 'hard']) {
    writeFileSync(join(root, name), 'new', { roots: [root] });
    assert.equal(readFileSync(join(root, name), 'utf8'), 'new');
  }
  assert.equal(readFileSync(join(outside, 'precious'), 'utf8'), 'precious');
});

test('writeFile sets the mode of new files and keeps that of existing ones', (t) => {
  const root = createTemporaryFolder(t);
  const path = join(root, 'file');
  writeFileSync(path, 'x', { roots: [root], mode: 0o600 });
  assert.equal(statSync(path).mode & 0o777, 0o600);
  chmodSync(path, 0o755);
  writeFileSync(path, 'y', { roots: [root] });
  assert.equal(statSync(path).mode & 0o777, 0o755);
});

test('writeFile rejects folders, named pipes, links to them, and Git folders', (t) => {
  const root = createTemporaryFolder(t);
  mkdirSync(join(root, '.git'));
  const options = { roots: [root] };
  assert.throws(() => writeFileSync(root, 'x', options), /EISDIR/);
  for (const path of ['.git/config', '.GIT/config', '.git', 'sub/.git', 'git~1/config', '.git./config'])
    assert.throws(() => writeFileSync(join(root, path), 'x', options), /reserved for Git/, path);
  const matches = readdirSync(root, { recursive: true }).filter((name) => name !== 'sub');
  assert.deepEqual(matches, ['.git']);
  execFileSync('mkfifo', [join(root, 'pipe')]);
  // As /dev/stdout leads to the pipe of the runner.
  symlinkSync('pipe', join(root, 'link-to-pipe'));
  for (const path of ['pipe', 'link-to-pipe'])
    assert.throws(() => writeFileSync(join(root, path), 'x', options), /not a regular file/, path);
  symlinkSync('.', join(root, 'link-to-folder'));
  assert.throws(() => writeFileSync(join(root, 'link-to-folder'), 'x', options), /EISDIR/);
});

test('isGitFolderName finds the names that file systems treat as .git', () => {
  const names = [
    '.git',
    '.GIT',
    '.Git ',
    '.git...',
    '.git. .',
    'GIT~1',
    'git~1.',
    '.git::$INDEX_ALLOCATION',
    '.g\u200cit',
  ];
  for (const name of names) assert.equal(isGitFolderName(name), true, name);
  for (const name of ['.github', '.gitignore', '.gitmodules', 'git', 'a.git', '.git-x', 'git~2', '..git'])
    assert.equal(isGitFolderName(name), false, name);
});

test('assertOpenedInPlace rejects a file whose folder was replaced after it was opened', (t) => {
  const root = createTemporaryFolder(t);
  mkdirSync(join(root, 'folder'));
  const path = join(root, 'folder', 'file');
  const descriptor = openSync(path, 'w');
  t.after(() => closeSync(descriptor));
  assert.doesNotThrow(() => assertOpenedInPlace(path, descriptor, [root]));
  renameSync(join(root, 'folder'), join(root, 'moved'));
  assert.throws(
    () => assertOpenedInPlace(path, descriptor, [root]),
    /its folder was replaced while the file was opened/,
  );
  rmSync(join(root, 'folder'), { recursive: true });
  symlinkSync('moved', join(root, 'folder'));
  assert.throws(() => assertOpenedInPlace(path, descriptor, [root]), /it is a symbolic link/);
});
