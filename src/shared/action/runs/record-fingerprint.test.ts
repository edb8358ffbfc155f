import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createRecordFingerprint } from './record-fingerprint.ts';

const RECORD = {
  display_name: 'Run',
  inputs: [{ dataset_id: '10378.1/1' }],
  annotations: { scenario: 'warm' },
  start_time: 1714543200,
};

suite('createRecordFingerprint', () => {
  for (const [title, change] of [
    ['a time is written as text', { start_time: '2024-05-01T06:00:00Z' }],
    ['a time is written in another zone', { start_time: '2024-05-01 16:00+10:00' }],
    ['a field without a value is null', { study_id: null, end_time: null }],
    [
      'a dataset has a null and the only dataset type',
      { inputs: [{ dataset_id: '10378.1/1', dataset_type: 'DATA_STORE', resources: null }] },
    ],
    ['reserved fields were copied', { annotations: { scenario: 'warm', ci_commit: 'c' } }],
  ] as const)
    test(`createRecordFingerprint is equal when ${title}`, () => {
      assert.equal(createRecordFingerprint({ ...RECORD, ...change }), createRecordFingerprint(RECORD));
    });

  for (const [title, change] of [
    ['a time changes', { start_time: 1714543201 }],
    ['a time is `now`', { start_time: 'now' }],
    ['a dataset is added', { inputs: [{ dataset_id: '10378.1/2' }, ...RECORD.inputs] }],
    ['an annotation has the name of a field', { annotations: { scenario: 'warm', dataset_type: 'A' } }],
  ] as const)
    test(`createRecordFingerprint differs when ${title}`, () => {
      assert.notEqual(createRecordFingerprint({ ...RECORD, ...change }), createRecordFingerprint(RECORD));
    });

  test('createRecordFingerprint differs when an annotation has another notation of a time', () => {
    const [text, number] = ['2024-05-01T06:00:00Z', '1714543200'].map((start_time) =>
      createRecordFingerprint({ ...RECORD, annotations: { start_time } }),
    );
    assert.notEqual(text, number);
  });
});
