import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { selectShardFiles } from './shards.ts';

const tree = fc.uniqueArray(fc.record({ name: fc.string({ minLength: 1 }), size: fc.nat(10_000_000) }), {
  selector: ({ name }) => name,
  maxLength: 60,
});

test('selectShardFiles assigns each file to exactly one shard, whatever the order of the files', () => {
  fc.assert(
    fc.property(tree, fc.integer({ min: 1, max: 9 }), (files, count) => {
      const shards = Array.from({ length: count }, (_, i) => [
        ...selectShardFiles(files, { index: i + 1, count }),
      ]);
      const names = shards.flat().map(({ name }) => name);
      assert.deepEqual([...names].sort(), files.map(({ name }) => name).sort());
      const reversed = [...files].reverse();
      for (const [i, shard] of shards.entries()) {
        assert.deepEqual([...selectShardFiles(reversed, { index: i + 1, count })], shard);
      }
    }),
  );
});

test('selectShardFiles balances shards to within the largest file', () => {
  fc.assert(
    fc.property(tree, fc.integer({ min: 1, max: 9 }), (files, count) => {
      const cost = ({ size }: { size: number }) => size + 64 * 1024;
      const loads = Array.from({ length: count }, (_, i) =>
        [...selectShardFiles(files, { index: i + 1, count })].reduce((sum, file) => sum + cost(file), 0),
      );
      assert.ok(Math.max(...loads) - Math.min(...loads) <= Math.max(0, ...files.map(cost)));
    }),
  );
});

test('selectShardFiles assigns a file when there are a million shards', () => {
  const files = [{ name: 'a', size: 1 }];
  assert.equal(selectShardFiles(files, { index: 1, count: 1_000_000 }).length, 1);
  assert.equal(selectShardFiles(files, { index: 1_000_000, count: 1_000_000 }).length, 0);
});
