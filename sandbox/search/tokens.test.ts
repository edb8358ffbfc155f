import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canMatch, createLetterMask, isWithinEdits } from './tokens.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'é', '7'), minLength: 1, maxLength: 7 });

test('canMatch accepts words within the edit distance', () => {
  const property = fc.property(word, word, fc.integer({ min: 0, max: 2 }), (a, b, maxEdits) => {
    if (isWithinEdits(a, b, maxEdits))
      assert.ok(canMatch(createLetterMask(a), createLetterMask(b), maxEdits), `${a} ${b} ${maxEdits}`);
  });
  fc.assert(property, { numRuns: 5000 });
});

test('canMatch rejects words with other letters', () => {
  assert.equal(canMatch(createLetterMask('study'), createLetterMask('study'), 0), true);
  assert.equal(canMatch(createLetterMask('study'), createLetterMask('sturdy'), 1), true);
  assert.equal(canMatch(createLetterMask('study'), createLetterMask('17000'), 1), false);
  assert.equal(canMatch(createLetterMask('stu'), createLetterMask('study'), 1), false);
});
