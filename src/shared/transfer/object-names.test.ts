import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { test } from 'node:test';
import { InvalidError } from '../client/index.ts';
import { assertValidNames, findNameIssue, normalizeFolder, splitFolder } from './object-names.ts';

test('findNameIssue returns the reason when a name cannot be part of a key', () => {
  const rows: [string, RegExp][] = [
    ['', /empty/],
    ['/a', /empty/],
    ['a//b', /empty/],
    ['a/../b', /"\.\."/],
    ['.', /"\."/],
    ['\uD800', /Unicode/],
    ['a\0b', /NUL/],
    ['é'.repeat(510), /1022|1024/],
  ];
  for (const [name, reason] of rows) assert.match(findNameIssue('datasets/x/', name) ?? '', reason, name);
  for (const name of ['a', 'a b+c', '...', 'ü/\u{10000}', 'a\\b', ' '])
    assert.equal(findNameIssue('p/', name), undefined);
});

test('assertValidNames lists all invalid and duplicate names at once', () => {
  assert.throws(
    () => assertValidNames('p/', ['ok', 'twice', 'twice', '../out']),
    (error) => error instanceof InvalidError && error.issues.length === 2 && /two files/.test(error.message),
  );
});

test('splitFolder separates folders by backslashes only when the platform is Windows', () => {
  for (const folder of ['out\\deep', '.\\out/deep\\'])
    assert.deepEqual(splitFolder(folder, win32), ['out', 'deep']);
  assert.deepEqual(splitFolder('out\\..\\..', win32), ['out', '..', '..']);
  assert.deepEqual(splitFolder('a\\b/c', posix), ['a\\b', 'c']);
});

test('normalizeFolder accepts only folders inside the dataset', () => {
  assert.equal(normalizeFolder('destination', undefined), '');
  assert.equal(normalizeFolder('destination', './out//deep/'), 'out/deep/');
  for (const name of ['destination', 'source'] as const)
    assert.throws(
      () => normalizeFolder(name, 'out/../..'),
      new RegExp(`^InvalidError: .*\\n  ${name}: must not contain`),
    );
});
