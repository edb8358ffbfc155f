import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { addNullFields, getMessageBytes, splitRecords } from './split-records.ts';

/** Python's `json.dumps(value)` with its defaults. */
function dumpAsPython(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(dumpAsPython).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, child]) => `${dumpAsPython(key)}: ${dumpAsPython(child)}`)
      .join(', ')}}`;
  return JSON.stringify(value).replace(/\P{ASCII}+/gu, (text) =>
    text
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

suite('getMessageBytes', () => {
  test('getMessageBytes returns the length of Python JSON for any value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value));
        assert.equal(getMessageBytes(json), dumpAsPython(json).length);
      }),
    );
  });
});

suite('splitRecords', () => {
  test('splitRecords keeps order and all records, and exceeds no limit unless one record does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 40, unit: 'grapheme' })),
        fc.integer({ min: 20, max: 200 }),
        fc.integer({ min: 1, max: 9 }),
        (records, bytes, most) => {
          const batches = [...splitRecords(records, { bytes, records: most })];
          assert.deepEqual(batches.flat(), records);
          for (const batch of batches)
            assert.ok(batch.length === 1 || (getMessageBytes(batch) <= bytes + 2 && batch.length <= most));
        },
      ),
    );
  });

  test('splitRecords splits CJK text by its escaped size', () => {
    const records = Array.from({ length: 142 }, () => ({ description: '水'.repeat(400) }));
    const batches = [...splitRecords(records)];
    for (const batch of batches) assert.ok(getMessageBytes(batch) < 262_144);
    assert.ok(batches.length > 1);
  });

  test('splitRecords takes the records of a batch only when the batch is taken', () => {
    const taken: number[] = [];
    function* list() {
      for (let i = 0; i < 100; i++) {
        taken.push(i);
        yield i;
      }
    }
    const batches = splitRecords(list(), { records: 10 });
    assert.equal(batches.next().value?.length, 10);
    assert.equal(taken.length, 11);
  });
});

suite('addNullFields', () => {
  const dataset = { dataset_template_id: '1/1', dataset_id: '1/2', dataset_type: 'DATA_STORE' } as const;
  const record = {
    workflow_template_id: '1/3',
    inputs: [dataset],
    outputs: [{ ...dataset, resources: { a: 'b' } }],
    display_name: 'Run',
    description: 'A run.',
    associations: { modeller_id: '1/4' },
    start_time: 1,
    end_time: 2,
  };

  test('addNullFields adds every field that the server publishes as null', () => {
    assert.deepEqual(addNullFields(record), {
      ...record,
      inputs: [{ ...dataset, resources: null }],
      associations: { modeller_id: '1/4', requesting_organisation_id: null },
      model_version: null,
      annotations: null,
      study_id: null,
    });
  });
});
