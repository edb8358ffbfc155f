import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureTotalLength } from './relation-lengths.ts';

const relate = (...pairs: readonly string[]) =>
  pairs.map((pair) => ({ source: pair.charAt(0), target: pair.charAt(1), type: 'used' }));

test('measureTotalLength counts the ranks that each relation crosses', () => {
  assert.equal(measureTotalLength([]), 0);
  assert.equal(measureTotalLength(relate('ab', 'bc', 'cd')), 3);
  assert.equal(measureTotalLength(relate('ab', 'bc', 'cd', 'ad')), 6);
  assert.equal(measureTotalLength(relate('az', 'bz', 'cz', 'dz')), 4);
});

test('measureTotalLength counts an item with one neighbour as next to it, at any end of a chain', () => {
  assert.equal(measureTotalLength(relate('ab', 'bc', 'cd', 'xd', 'ay')), 5);
});

test('measureTotalLength ends when the graph has cycles and loops', () => {
  assert.equal(measureTotalLength(relate('ab', 'ba', 'cc', 'cc')), 4);
});
