import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { test } from 'node:test';
import { findCommonFolder } from './common-folder.ts';

const ROWS: readonly (readonly [
  title: string,
  path: typeof posix,
  folders: readonly string[],
  common: string,
])[] = [
  ['returns the folder itself when there is only one', posix, ['/w/a'], '/w/a'],
  ['returns the parent of two siblings', posix, ['/w/a', '/w/b/c'], '/w'],
  ['returns the outer folder when one contains the other', posix, ['/w/a/b', '/w/a'], '/w/a'],
  ['compares whole segments', posix, ['/w/data', '/w/database'], '/w'],
  ['returns the root when nothing is shared', posix, ['/a', '/b'], '/'],
  ['supports names that start with dots', posix, ['/w/..a/x', '/w/..a/y'], '/w/..a'],
  ['returns the root for an empty list', posix, [], '/'],
  ['supports backslashes on Windows', win32, ['D:\\w\\a', 'D:\\w\\b'], 'D:\\w'],
  ['ignores case on Windows', win32, ['D:\\W\\a', 'd:\\w\\b'], 'D:\\W'],
  ['returns the drive when nothing is shared on Windows', win32, ['D:\\a', 'D:\\b'], 'D:\\'],
  [
    'supports network shares on Windows',
    win32,
    ['\\\\host\\share\\a\\x', '\\\\host\\share\\a\\y'],
    '\\\\host\\share\\a',
  ],
];

for (const [title, path, folders, common] of ROWS)
  test(`findCommonFolder ${title}`, () => assert.equal(findCommonFolder(folders, path), common));
