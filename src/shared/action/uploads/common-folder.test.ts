import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { suite, test } from 'node:test';
import { findCommonFolder } from './common-folder.ts';

const ROWS: readonly (readonly [
  what: string,
  path: typeof posix,
  folders: readonly string[],
  common: string,
])[] = [
  ['of one folder is itself', posix, ['/w/a'], '/w/a'],
  ['of two beside each other is what holds them', posix, ['/w/a', '/w/b/c'], '/w'],
  ['of one inside the other is the outer', posix, ['/w/a/b', '/w/a'], '/w/a'],
  ['is not decided by letters', posix, ['/w/data', '/w/database'], '/w'],
  ['of strangers is the root', posix, ['/a', '/b'], '/'],
  ['may have a name that begins with dots', posix, ['/w/..a/x', '/w/..a/y'], '/w/..a'],
  ['of nothing is the root', posix, [], '/'],
  ['has backslashes on Windows', win32, ['D:\\w\\a', 'D:\\w\\b'], 'D:\\w'],
  ['does not count case on Windows', win32, ['D:\\W\\a', 'd:\\w\\b'], 'D:\\W'],
  ['of strangers on Windows is the drive', win32, ['D:\\a', 'D:\\b'], 'D:\\'],
  ['is found on a share', win32, ['\\\\host\\share\\a\\x', '\\\\host\\share\\a\\y'], '\\\\host\\share\\a'],
];

suite('the folder that several have in common', () => {
  for (const [what, path, folders, common] of ROWS)
    test(what, () => assert.equal(findCommonFolder(folders, path), common));
});
