import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getChild, getTextAt, getValueAt } from './json.ts';

test('getTextAt returns a value only if it is text', () => {
  const value = { a: { b: 'text', c: 7 }, d: ['x'] };
  assert.equal(getTextAt(value, ['a', 'b']), 'text');
  for (const path of [['a'], ['a', 'c'], ['a', 'b', 'length'], ['d'], ['x', 'y']])
    assert.equal(getTextAt(value, path), undefined);
});

test('getValueAt returns own values only', () => {
  assert.equal(getChild({ a: 1 }, 'a'), 1);
  assert.equal(getChild({ a: 1 }, 'toString'), undefined);
  assert.equal(getChild([5, 6], 1), 6);
  assert.equal(getChild([5, 6], 'length'), undefined);
  assert.equal(getChild('text', 'length'), undefined);
  assert.equal(getChild(null, 'a'), undefined);
  assert.equal(getChild(undefined, 'a'), undefined);
  assert.equal(getValueAt({ a: [{ b: null }] }, ['a', 0, 'b']), null);
  assert.equal(getValueAt({ a: [] }, ['a', 0, 'b']), undefined);
  assert.deepEqual(getValueAt([1], []), [1]);
});
