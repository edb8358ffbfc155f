import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CollectionFormat } from '../client/index.ts';
import { readFetchedItem } from './items/fetched-item.ts';
import { readItemDocument } from './items/item-document.ts';
import type { Json } from './json.ts';
import { mergePatch, mergeSources } from './merge.ts';
import { checkRecord } from './model-runs/check-records.ts';
import { toRecord } from './model-runs/record-source.ts';
import { getErrorMessage } from './testing/documents-support.ts';
import { readSource, type Source } from './text/source.ts';
import { validateDocument } from './validation/validate-document.ts';

const HANDLE = '10378.1/1';
const DATASET = {
  associations: { organisation_id: HANDLE },
  approvals: { ethics_registration: {}, ethics_access: {}, indigenous_knowledge: {}, export_controls: {} },
  dataset_info: {
    name: 'Readings',
    description: 'd',
    access_info: {},
    publisher_id: HANDLE,
    created_date: {},
    published_date: {},
    license: 'https://example.org/licence',
    purpose: 'To be removed.',
    user_metadata: { site: 'A' },
  },
};
const RECORD = {
  workflow_template_id: HANDLE,
  display_name: 'Run',
  description: 'd',
  inputs: [],
  outputs: [],
  associations: { modeller_id: HANDLE },
  start_time: 1,
  end_time: 2,
};
const MODEL = {
  kind: 'model',
  display_name: 'M',
  name: 'M',
  description: 'd',
  documentation_url: 'https://example.org',
  source_url: 'https://example.org',
};

const read = (name: string, value: object): Promise<Source> =>
  readSource({ name, text: JSON.stringify(value) });

async function merge(file: object, inline: object): Promise<Source> {
  return mergeSources(await read('file.json', file), await read('input metadata', inline));
}

suite('documents that are merged over a file', () => {
  test('null for an unknown key is reported in every kind of document', async () => {
    const unknown = { dataset_info: { licens: null } };
    const dataset = await merge(DATASET, unknown);
    assert.match(
      await getErrorMessage(() => validateDocument(dataset, CollectionFormat)),
      /^input metadata, line 1, column 18: dataset_info\.licens: is not a known field.*license/,
    );
    const item = await merge(MODEL, { descripton: null });
    assert.match(
      await getErrorMessage(() => readItemDocument({ source: item, file: 'file.json', kind: undefined })),
      /descripton: is not a known field.*description/,
    );
    const [base, patch] = [await read('file.json', RECORD), await read('input run', { studdy_id: null })];
    const record = checkRecord({ ...mergeSources(toRecord(base, [2]), toRecord(patch, [])), at: [2] });
    assert.match(
      'problems' in record ? (record.problems[0]?.message ?? '') : '(none)',
      /is not a known field.*study_id/,
    );
  });

  test('null removes a value, and is accepted for what may be there', async () => {
    const removals = {
      $id: null,
      dataset_info: { purpose: null, keywords: null, user_metadata: { other: null } },
    };
    const { dataset_info: info } = validateDocument(await merge(DATASET, removals), CollectionFormat);
    assert.equal(info.purpose, undefined);
    assert.deepEqual(info.user_metadata, { site: 'A' });
  });

  test('null removes a value of a dataset that was fetched, and is reported for an unknown key', async () => {
    const stored = { item_subtype: 'DATASET', record_type: 'COMPLETE_ITEM', collection_format: DATASET };
    // The server sets `history`.
    const removed = readFetchedItem(await merge(stored, { dataset_info: { purpose: null }, history: null }));
    assert.ok(removed);
    assert.deepEqual(removed.source.noOpRemovals, []);
    assert.doesNotMatch(JSON.stringify(removed.source.value), /purpose/);
    assert.match(JSON.stringify(removed.source.value), /"name":"Readings"/);
    const unknown = await merge(stored, { dataset_info: { licens: null } });
    assert.match(
      await getErrorMessage(() => readItemDocument({ source: unknown, file: 'file.json', kind: undefined })),
      /^input metadata, line 1, column 18: dataset_info\.licens: is not a known field/,
    );
  });
});

suite('mergePatch', () => {
  test('mergePatch keeps null when the target is a patch, too', () => {
    const merged = mergePatch({ a: 1, b: { c: 1 } }, { a: null, b: { c: null } }, { isPatch: true });
    assert.deepEqual(merged, { a: null, b: { c: null } });
  });

  const rows: readonly [target: Json, patch: Json, result: Json][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  for (const [target, patch, result] of rows) {
    test(`mergePatch patches ${JSON.stringify(target)} with ${JSON.stringify(patch)} as RFC 7396 defines`, () => {
      assert.deepEqual(mergePatch(target, patch), result);
    });
  }
});
