import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { test } from 'node:test';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { writeTree } from '../testing/transfer-support.ts';
import { listFolder } from './list-folder.ts';
import { getRelativeName, listPaths } from './list-paths.ts';
import type { LocalListing } from './local-file.ts';

const names = (listing: LocalListing) => listing.files.map(({ name }) => name);

test('listFolder sorts files by their name below the root', async (t) => {
  const root = createTemporaryFolder(t);
  writeTree(root, { 'b/z': '1', 'b.txt': '2', 'b/a b': '3', Z: '4', é: '5' });
  mkdirSync(join(root, 'nothing'));
  const listing = await listFolder({ root, hidden: true, symlinks: 'follow' });
  assert.deepEqual(names(listing), ['Z', 'b.txt', 'b/a b', 'b/z', 'é']);
});

test('listFolder excludes hidden files, links and unselected names when requested', async (t) => {
  const root = createTemporaryFolder(t);
  writeTree(root, { '.git/config': '', 'a/.env': '', 'a/b': '', 'a/c.tmp': '' });
  symlinkSync(join(root, 'a/b'), join(root, 'link'));
  const include = (name: string) => !name.endsWith('.tmp');
  assert.deepEqual(names(await listFolder({ root, include, hidden: false, symlinks: 'skip' })), ['a/b']);
  assert.deepEqual(names(await listFolder({ root, include, hidden: true, symlinks: 'follow' })), [
    '.git/config',
    'a/.env',
    'a/b',
    'link',
  ]);
});

test('listFolder reports circular and broken links as problems', async (t) => {
  const root = createTemporaryFolder(t);
  writeTree(root, { 'a/b/c': 'x' });
  symlinkSync('..', join(root, 'a/b/up'));
  symlinkSync(root, join(root, 'a/self'));
  symlinkSync('nowhere', join(root, 'dangling'));
  symlinkSync('loop', join(root, 'loop'));
  const listing = await listFolder({ root, hidden: true, symlinks: 'follow' });
  assert.deepEqual(names(listing), ['a/b/c']);
  assert.deepEqual(listing.problems.map(({ reason }) => reason.slice(0, 18)).sort(), [
    'a broken symbolic ',
    'a symbolic link to',
    'a symbolic link to',
    'symbolic links tha',
  ]);
});

test('listFolder reports a name that is not UTF-8 as a problem', {
  skip: process.platform !== 'linux',
}, async (t) => {
  const root = createTemporaryFolder(t);
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x61, 0xff])]), 'x');
  const listing = await listFolder({ root, hidden: true, symlinks: 'follow' });
  assert.deepEqual(names(listing), []);
  assert.match(listing.problems[0]?.reason ?? '', /UTF-8/);
});

test('listPaths returns the files of a list and ignores folders', async (t) => {
  const root = createTemporaryFolder(t);
  writeTree(root, { 'a/b': 'x', c: 'y' });
  const listing = listPaths({
    root,
    paths: [join(root, 'c'), join(root, 'a'), join(root, 'a/b'), join(root, 'c'), join(root, 'gone')],
  });
  assert.deepEqual(names(listing), ['a/b', 'c']);
  assert.deepEqual(listing.problems, [{ path: join(root, 'gone'), reason: 'no longer exists' }]);
  assert.throws(() => listPaths({ root: join(root, 'a'), paths: [join(root, 'c')] }), /outside/);
});

test('getRelativeName converts Windows paths to names with slashes', () => {
  assert.equal(getRelativeName('D:\\w\\data', 'D:\\w\\data\\sub dir\\a.txt', win32), 'sub dir/a.txt');
  assert.equal(getRelativeName('D:\\w\\data', 'd:\\W\\DATA\\a.txt', win32), 'a.txt');
  assert.equal(getRelativeName('D:\\w\\data', 'C:\\w\\data\\a.txt', win32), undefined);
  assert.equal(getRelativeName('D:\\w\\data', 'D:\\w\\database\\a.txt', win32), undefined);
});
