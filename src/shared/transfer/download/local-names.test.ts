import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { findLocalNameIssue, findNameConflicts } from './local-names.ts';

test('findLocalNameIssue rejects names that lead outside the folder on all platforms', () => {
  for (const path of [posix, win32]) {
    for (const name of ['', '/etc/passwd', '../x', 'a/../../x', 'a//b', '.', 'a\0', 'x'.repeat(256)]) {
      assert.ok(findLocalNameIssue(name, path), name);
    }
    for (const name of ['a', 'a/b c.txt', '.hidden', 'ü'])
      assert.equal(findLocalNameIssue(name, path), undefined);
  }
});

test('findLocalNameIssue rejects names that are invalid on Windows only when the platform is Windows', () => {
  const names = [
    'C:',
    'C:\\x',
    'a\\..\\b',
    'con',
    'AUX.txt',
    'lpt1',
    'com¹',
    'a.',
    'a ',
    'a?',
    'a:b',
    'x\u0001',
    '\\\\host\\x',
  ];
  for (const name of names) {
    assert.ok(findLocalNameIssue(name, win32), name);
    assert.equal(findLocalNameIssue(name, posix), undefined, name);
  }
});

test('findLocalNameIssue accepts only names that stay below the folder', () => {
  const names = fc.string({ unit: fc.constantFrom('.', '/', '\\', ':', 'C', 'a', ' ', '\0', '~') });
  fc.assert(
    fc.property(names, fc.constantFrom(posix, win32), (name, path) => {
      fc.pre(findLocalNameIssue(name, path) === undefined);
      const root = path === win32 ? 'D:\\data\\target' : '/data/target';
      const relative = path.relative(root, path.resolve(root, ...name.split('/')));
      assert.ok(
        relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative),
        relative,
      );
    }),
    { numRuns: 2_000 },
  );
});

test('findNameConflicts finds equal names and names that are both file and folder', () => {
  const names = ['a', 'a/b', 'Read.me', 'READ.ME', 'caf\u00e9', 'cafe\u0301'];
  assert.deepEqual([...findNameConflicts(names, { isCaseInsensitive: false }).keys()], ['a/b']);
  assert.deepEqual([...findNameConflicts(names, { isCaseInsensitive: true }).keys()].sort(), [
    'READ.ME',
    'a/b',
    'cafe\u0301',
  ]);
});
