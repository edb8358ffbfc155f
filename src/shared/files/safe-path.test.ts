import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import { test } from 'node:test';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';
import {
  createFolder,
  createFolderBelow,
  expandHome,
  findHome,
  isInside,
  statEntry,
  statTarget,
} from './safe-path.ts';

test('statTarget follows links, and returns undefined when they lead to no file', (context) => {
  const folder = createTemporaryFolder(context);
  writeFileSync(join(folder, 'file'), 'abc');
  for (const [name, target] of [
    ['link', 'file'],
    ['broken', 'missing'],
    ['loop', 'loop'],
    ['through-file', 'file/below'],
  ] as const)
    symlinkSync(target, join(folder, name));
  assert.equal(statTarget(join(folder, 'link'))?.size, 3);
  for (const name of ['broken', 'loop', 'through-file', 'missing', 'a\0b', 'x'.repeat(5000)])
    assert.equal(statTarget(join(folder, name)), undefined, name);
});

test('statEntry does not follow links, and returns undefined for a path that leads to no entry', (context) => {
  const folder = createTemporaryFolder(context);
  writeFileSync(join(folder, 'file'), 'abc');
  symlinkSync('loop', join(folder, 'loop'));
  assert.equal(statEntry(join(folder, 'loop'))?.isSymbolicLink(), true);
  for (const name of ['missing', 'file/below', 'loop/below', 'a\0b', 'x'.repeat(5000)])
    assert.equal(statEntry(join(folder, name)), undefined, name);
});

test('expandHome replaces a tilde before the separators of the platform', () => {
  for (const [path, onPosix, onWindows] of [
    ['~', '/home/ada', 'C:\\Users\\ada'],
    ['~/data/a.csv', '/home/ada/data/a.csv', 'C:\\Users\\ada\\data\\a.csv'],
    ['~\\data', '~\\data', 'C:\\Users\\ada\\data'],
    ['~grace/data', '~grace/data', '~grace/data'],
    ['data/~', 'data/~', 'data/~'],
  ] as const) {
    assert.equal(
      expandHome(path, () => '/home/ada', posix),
      onPosix,
    );
    assert.equal(
      expandHome(path, () => 'C:\\Users\\ada', win32),
      onWindows,
    );
  }
});

test('createFolder names the link when a root is a broken symbolic link', (context) => {
  const folder = createTemporaryFolder(context);
  for (const [name, target] of [
    ['broken', 'missing'],
    ['loop', 'loop'],
  ] as const) {
    const root = join(folder, name);
    symlinkSync(target, root);
    const error = {
      name: 'UnsafePathError',
      message: `${root} cannot be written: it is a broken symbolic link`,
    };
    assert.throws(() => createFolder(join(root, 'below'), [root]), error);
  }
});

test('createFolderBelow creates nothing when the folder is outside of its root', (context) => {
  const folder = createTemporaryFolder(context);
  const outside = join(folder, 'outside');
  assert.throws(() => createFolderBelow(join(folder, 'root'), outside), /is outside of .*root$/);
  assert.equal(statEntry(outside), undefined);
});

test('isInside is true for names that start with two dots, and false for the parent', () => {
  const actual = ['/a/..b', '/a', '/', '/b', '/ab'].map((path) => isInside('/a', path));
  assert.deepEqual(actual, [true, true, false, false, false]);
});

test('expandHome needs a home directory only for a path that starts with it', () => {
  const getHome = () => undefined;
  assert.equal(expandHome('results/a.csv', getHome), 'results/a.csv');
  assert.equal(expandHome('~/results/a.csv', getHome), undefined);
});

for (const home of ['', 'relative'])
  test(`findHome returns undefined when HOME is ${JSON.stringify(home)}`, (t) => {
    const variable = process.platform === 'win32' ? 'USERPROFILE' : 'HOME';
    const before = process.env[variable];
    t.after(() => {
      if (before === undefined) delete process.env[variable];
      else process.env[variable] = before;
    });
    process.env[variable] = home;
    assert.equal(findHome(), undefined);
  });
