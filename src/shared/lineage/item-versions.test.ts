import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameVersions } from './item-versions.ts';

const item = (id: string, name: string) => ({ id, subtype: 'MODEL', name });
const names = (...parameters: Parameters<typeof nameVersions>) =>
  nameVersions(...parameters).map(({ name }) => name);

test('nameVersions names the versions of items that follow each other', () => {
  const versions = new Map([
    ['1', { version: 1, nextVersion: '2' }],
    ['2', { version: 2 }],
    ['3', { version: 7 }],
  ]);
  assert.deepEqual(names([item('1', 'Reef'), item('2', 'Reef, deeper'), item('3', 'Tide')], versions), [
    'Reef (version 1)',
    'Reef, deeper (version 2)',
    'Tide',
  ]);
});

test('nameVersions names the versions of items of one name when the version between them is missing', () => {
  const versions = new Map([
    ['1', { version: 1, nextVersion: '2' }],
    ['3', { version: 3 }],
  ]);
  assert.deepEqual(names([item('1', 'Reef'), item('3', 'Reef')], versions), [
    'Reef (version 1)',
    'Reef (version 3)',
  ]);
});

test('nameVersions leaves items without a name or version as they are', () => {
  assert.deepEqual(nameVersions([{ id: '1' }, item('2', 'Reef')], new Map([['1', { nextVersion: '2' }]])), [
    { id: '1' },
    item('2', 'Reef'),
  ]);
});
