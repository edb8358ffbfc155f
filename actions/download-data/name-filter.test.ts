import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNameFilter } from './name-filter.ts';

const NAMES = [
  'a.csv',
  'b.nc',
  '.hidden',
  'out/c.csv',
  'out/deep/d.csv',
  'out/deep/.e',
  'out2/f.csv',
  '{x}.txt',
  'å b.csv',
];

type Row = readonly [patterns: readonly string[], included: readonly string[]];
const ROWS: readonly Row[] = [
  [[], NAMES],
  [['**'], NAMES],
  [['.'], NAMES],
  [['*.csv'], ['a.csv', 'å b.csv']],
  [
    ['./*.csv', 'b.nc'],
    ['a.csv', 'b.nc', 'å b.csv'],
  ],
  [['**/*.csv'], ['a.csv', 'out/c.csv', 'out/deep/d.csv', 'out2/f.csv', 'å b.csv']],
  [['out'], ['out/c.csv', 'out/deep/d.csv', 'out/deep/.e']],
  [['out/'], ['out/c.csv', 'out/deep/d.csv', 'out/deep/.e']],
  [['/out/*'], ['out/c.csv', 'out/deep/d.csv', 'out/deep/.e']],
  [['out', '!out/deep'], ['out/c.csv']],
  [
    ['out', '!out/deep', 'out/deep/d.csv'],
    ['out/c.csv', 'out/deep/d.csv'],
  ],
  [
    ['!out', '! out2/**'],
    ['a.csv', 'b.nc', '.hidden', '{x}.txt', 'å b.csv'],
  ],
  [['{x}.txt'], ['{x}.txt']],
  [['nothing'], []],
];

for (const [patterns, included] of ROWS) {
  test(`createNameFilter selects names by ${patterns.join(', ') || 'no pattern'}`, () => {
    assert.deepEqual(NAMES.filter(createNameFilter(patterns).isIncluded), included);
  });
}

test('createNameFilter selects a name by itself when it is no file name or has special characters', () => {
  for (const name of ['../a', '/a', './a', 'a//b', 'a/../b', '.git/config', '[a].csv', 'a?', '\\a']) {
    assert.ok(createNameFilter([name]).isIncluded(name), name);
    assert.ok(!createNameFilter([`!${name}`]).isIncluded(name), name);
  }
});

test('createNameFilter lists the patterns that include and have matched no name', () => {
  const filter = createNameFilter(['a.csv', '*.tif', 'none', '!nothing']);
  for (const name of NAMES) filter.isIncluded(name);
  assert.deepEqual(filter.listUnmatched(), ['*.tif', 'none']);
});
