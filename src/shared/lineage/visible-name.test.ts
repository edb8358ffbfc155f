import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getVisibleName } from './visible-name.ts';

test('getVisibleName has the id of an item whose name shows nothing', () => {
  for (const name of [undefined, null, '', ' \t', '\u200B\u00AD', '\u0000', '\uD800', '\u00A0'])
    assert.equal(getVisibleName(name, 'id'), 'id');
  for (const name of ['0', ' x ', '\u{1F41F}', '-']) assert.equal(getVisibleName(name, 'id'), name);
});
