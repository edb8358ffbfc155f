import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';
import { createFolder, statEntry, statTarget } from './safe-path.ts';

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
