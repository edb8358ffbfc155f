import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { JsonStore } from './json-store.ts';

suite('JsonStore', () => {
  const values = Array.from({ length: 1000 }, (_, i) => ({ i, text: `水 ${'a'.repeat(i % 50)}` }));
  const store = new JsonStore<(typeof values)[number]>();
  const indexes = values.map((value) => store.add(value));

  test('JsonStore returns positions in order', () => {
    assert.deepEqual(indexes, [...values.keys()]);
  });

  test('JsonStore returns every value in any order', () => {
    const actual = indexes.map((index) => store.get(index));
    assert.deepEqual(actual, values);
    for (const index of [999, 0, 256, 255, 767, 768]) assert.deepEqual(store.get(index), values[index]);
  });

  test('JsonStore returns values that were added between two reads', () => {
    const growing = new JsonStore<number>();
    for (let i = 0; i < 600; i++) {
      assert.equal(growing.add(i), i);
      assert.equal(growing.get(i), i);
      assert.equal(growing.get(0), 0);
    }
  });

  test('JsonStore throws when there is no value', () => {
    for (const index of [1000, 5000, -1]) assert.throws(() => store.get(index), RangeError);
  });
});
