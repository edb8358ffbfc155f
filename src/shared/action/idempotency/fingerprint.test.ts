import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { createFingerprint, identifyRecords } from './fingerprint.ts';
import {
  addReservedFields,
  formatRemovedFields,
  isReservedField,
  isReservedPath,
  removeCreationFields,
  removeReservedFields,
} from './reserved-fields.ts';

const METADATA = ['dataset_info', 'user_metadata'];
const document = { dataset_info: { name: 'Readings', user_metadata: { site: 'A' } }, approvals: {} };

suite('createFingerprint', () => {
  test('createFingerprint ignores the order of keys', () => {
    const reordered = {
      approvals: {},
      dataset_info: { user_metadata: { site: 'A' }, name: 'Readings' },
    };
    assert.equal(createFingerprint(reordered, METADATA), createFingerprint(document, METADATA));
  });

  test('createFingerprint ignores reserved fields', () => {
    const copied = addReservedFields(document, METADATA, {
      idempotency_key: 'k',
      ci_commit: 'c',
      content_fingerprint: 'f',
    });
    assert.equal(createFingerprint(copied, METADATA), createFingerprint(document, METADATA));
  });

  test('createFingerprint ignores metadata that contains reserved fields only', () => {
    const bare = { dataset_info: { name: 'Readings' } };
    const copied = addReservedFields(bare, METADATA, { ci_commit: 'c' });
    assert.equal(createFingerprint(copied, METADATA), createFingerprint(bare, METADATA));
  });

  test('createFingerprint differs when a value, the order of a list or a user field differs', () => {
    const fingerprints = [
      document,
      { ...document, dataset_info: { name: 'Means', user_metadata: { site: 'A' } } },
      addReservedFields(document, METADATA, { site: 'B' }),
      { ...document, keywords: ['a', 'b'] },
      { ...document, keywords: ['b', 'a'] },
    ].map((entry) => createFingerprint(entry, METADATA));
    assert.equal(new Set(fingerprints).size, fingerprints.length);
  });

  test('createFingerprint is the same after serialization, for any JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const json = JSON.parse(JSON.stringify(value));
        const reversed = Object.fromEntries(Object.entries(json).reverse());
        assert.equal(
          createFingerprint(json, []),
          createFingerprint(JSON.parse(JSON.stringify(reversed)), []),
        );
      }),
    );
  });
});

test('identifyRecords returns one fingerprint when the same records are in another order', () => {
  const [first, second] = [identifyRecords(['a', 'b']), identifyRecords(['b', 'a'])];
  assert.equal(first.fingerprint, second.fingerprint);
  assert.notEqual(first.fingerprint, identifyRecords(['a', 'b', 'b']).fingerprint);
});

suite('removeReservedFields', () => {
  test('removeReservedFields removes and names reserved fields, and keeps all others', () => {
    const copied = addReservedFields(document, METADATA, { idempotency_key: 'k', ci_run_url: 'u' });
    assert.deepEqual(removeReservedFields(copied, METADATA), {
      document,
      removed: ['idempotency_key', 'ci_run_url'],
    });
  });

  test('removeReservedFields returns the document unchanged when there is no metadata', () => {
    const bare = { dataset_info: { name: 'Readings' } };
    assert.deepEqual(removeReservedFields(bare, METADATA), { document: bare, removed: [] });
    assert.deepEqual(removeReservedFields('text', METADATA), { document: 'text', removed: [] });
  });

  test('removeReservedFields reads reserved fields at the top level', () => {
    assert.deepEqual(removeReservedFields({ ci_commit: 'c', a: 1 }, []), {
      document: { a: 1 },
      removed: ['ci_commit'],
    });
  });
});

test('removeCreationFields removes run, key and fingerprint of a predecessor, and keeps its document', () => {
  const inherited = { idempotency_key: 'k', content_fingerprint: 'f', ci_commit: 'c' };
  const item = addReservedFields(document, METADATA, { ...inherited, document_key: 'd' });
  assert.deepEqual(
    removeCreationFields(item, METADATA),
    addReservedFields(document, METADATA, { document_key: 'd' }),
  );
});

test('isReservedField is true for the fields of the actions, and false for similar ones', () => {
  const names = ['idempotency_key', 'content_fingerprint', 'document_key', 'ci_commit'];
  const others = ['site', 'ci', 'cities', 'key', 'ci_lower'];
  assert.deepEqual([...names, ...others].filter(isReservedField), names);
});

test('isReservedPath is true only for reserved fields directly in the metadata', () => {
  const paths = [
    [...METADATA, 'ci_commit'],
    [...METADATA, 'site'],
    [...METADATA, 'a', 'ci_commit'],
    ['ci_commit'],
  ];
  const actual = paths.map((path) => isReservedPath(path, METADATA));
  assert.deepEqual(actual, [true, false, false, false]);
});

suite('formatRemovedFields', () => {
  test('formatRemovedFields names every field once', () => {
    assert.equal(
      formatRemovedFields(['ci_ref', 'ci_commit', 'ci_ref']),
      'Ignored the fields ci_ref, ci_commit of the document: the action sets them.',
    );
    assert.equal(
      formatRemovedFields(['ci_ref']),
      'Ignored the field ci_ref of the document: the action sets it.',
    );
  });
});
