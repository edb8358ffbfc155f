import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodePathSegment } from './handle-url.ts';

test('encodePathSegment gives each handle a name of its own', () => {
  assert.equal(encodePathSegment('10378.1/1700000'), '10378.1-1700000');
  const handles = 'a/b-c a-b/c a/b/c a-b-c a_2Db/c a/b%c a/b_25c a/b~c .. ../.. a/ü'.split(' ');
  const names = handles.map(encodePathSegment);
  assert.equal(new Set(names).size, handles.length, names.join(' '));
  for (const name of names) assert.match(name, /^(?!\.\.?$)[\w.-]+$/);
});
