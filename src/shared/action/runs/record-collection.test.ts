import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Json } from '../../documents/json.ts';
import { RecordCollection } from './record-collection.ts';

const DATASET = { dataset_template_id: '10378.1/1', dataset_id: '10378.1/2', dataset_type: 'DATA_STORE' };
const createDocument = (i: number, modeller = '10378.1/4', annotations: Record<string, Json> = {}): Json => ({
  workflow_template_id: '10378.1/3',
  inputs: [DATASET],
  outputs: [DATASET],
  display_name: `Run ${i}`,
  description: 'A run.',
  associations: { modeller_id: modeller },
  annotations: { scenario: String(i), ...annotations },
  start_time: 1,
  end_time: 2,
});

function collect(documents: readonly Json[]): RecordCollection {
  const collection = new RecordCollection();
  for (const [i, value] of documents.entries())
    collection.add({ value, at: [i], place: () => ({ source: 'runs.json', line: i + 1 }) });
  return collection;
}

suite('RecordCollection', () => {
  test('RecordCollection returns valid records in order, and the problems of the others', () => {
    const documents = Array.from({ length: 700 }, (_, i) => (i === 300 ? { a: 1 } : createDocument(i)));
    const { valid, problems } = collect(documents);
    const foundRecords = valid.map(({ record }) => record);
    assert.deepEqual(
      foundRecords,
      documents.filter((_, i) => i !== 300),
    );
    assert.deepEqual([...new Set(problems.listed.map(({ place }) => place?.line))], [301]);
    assert.deepEqual(valid[300]?.source.at, [301]);
    assert.equal(new Set(valid.map(({ fingerprint }) => fingerprint)).size, 699);
  });

  test('RecordCollection replaces me in all records when the person is known', () => {
    const collection = collect([createDocument(0, 'me'), createDocument(1)]);
    assert.equal(collection.hasMe, true);
    collection.person = '10378.1/9';
    const modellers = collection.valid.map(({ record }) => record.associations.modeller_id);
    assert.deepEqual(modellers, ['10378.1/9', '10378.1/4']);
    assert.equal(collect([createDocument(1)]).hasMe, false);
  });

  test('RecordCollection removes reserved fields and adds annotations without a change of the fingerprint', () => {
    const [plain] = collect([createDocument(0)]).valid;
    const collection = collect([createDocument(0, '10378.1/4', { ci_run_url: 'https://copied' })]);
    const [copied] = collection.valid;
    assert.equal(copied?.fingerprint, plain?.fingerprint);
    assert.deepEqual(copied?.removedFields, ['ci_run_url']);
    collection.annotations = { ci_run_attempt: '2' };
    assert.deepEqual(copied?.record.annotations, { scenario: '0', ci_run_attempt: '2' });
  });

  test('RecordCollection keeps one list of the fields that are now, however many records have them', () => {
    const documents = [0, 1, 2].map((i) => ({ ...Object(createDocument(i)), end_time: 'now' }));
    const [first, ...others] = collect(documents).valid;
    assert.deepEqual(first?.defaultFields, ['end_time']);
    for (const { defaultFields } of others) assert.equal(defaultFields, first?.defaultFields);
  });
});
