import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getFields, removeDocumentKeys } from './document-kind.ts';
import { replaceValues } from './replace.ts';
import { readTestFile } from './testing/documents-support.ts';

test('replaceValues returns a copy with the values at the given places replaced', () => {
  const document = { a: [{ b: 1 }, { b: 2 }], c: { d: 'x' }, e: 'y' };
  const before = structuredClone(document);
  const replaced = replaceValues(document, [
    { path: ['a', 1, 'b'], value: 3 },
    { path: ['c', 'd'], value: null },
    { path: ['c', 'none'], value: 1 },
    { path: ['e', 'deep'], value: 1 },
    { path: ['a', 'b'], value: 1 },
  ]);
  assert.deepEqual(replaced, { a: [{ b: 1 }, { b: 3 }], c: { d: null }, e: 'y' });
  assert.deepEqual(document, before);
  assert.equal(replaceValues(document, [{ path: [], value: 7 }]), 7);
});

test('removeDocumentKeys removes the fields about the document', async () => {
  const source = await readTestFile('a.yaml', '$schema: s\n$id: i\n$handle: h\nkind: k\nname: n\n');
  assert.deepEqual(removeDocumentKeys(source).value, { name: 'n' });
  assert.deepEqual(removeDocumentKeys(source).place(['name']), source.place(['name']));
  const list = await readTestFile('a.yaml', '- kind: k\n');
  assert.deepEqual(removeDocumentKeys(list).value, [{ kind: 'k' }]);
  assert.deepEqual(getFields({ $ref: 'x', kind: 'y' }), { $ref: 'x' });
});
