import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { formatProblem } from '../problem.ts';
import { readTestFile } from '../testing/documents-support.ts';
import { checkRecord } from './check-records.ts';
import { listRecords } from './record-source.ts';

const RUN = {
  workflow_template_id: '10378.1/1',
  inputs: [],
  outputs: [],
  display_name: 'Run',
  description: 'A run.',
  associations: { modeller_id: 'me' },
  start_time: 1,
  end_time: 2,
};

async function check(records: readonly object[], options: { isPartial?: boolean } = {}) {
  const text = `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]`;
  const source = await readTestFile('runs.json', text);
  const checked = listRecords(source).map((record) => checkRecord(record, options));
  return {
    good: checked.flatMap((result) => ('record' in result ? result.record.display_name : [])),
    lines: checked.flatMap((result) => ('problems' in result ? result.problems.map(formatProblem) : [])),
  };
}

suite('checkRecord', () => {
  test('checkRecord accepts valid records', async () => {
    assert.deepEqual(await check([RUN, { ...RUN, display_name: 'Other' }]), {
      good: ['Run', 'Other'],
      lines: [],
    });
  });

  test('checkRecord reports missing fields, unless the records are partial', async () => {
    const { end_time: _, ...part } = RUN;
    const { good, lines } = await check([RUN, part]);
    assert.deepEqual(good, ['Run']);
    assert.equal(lines.length, 1);
    assert.match(
      lines[0] ?? '',
      /^runs\.json:3:1: \[1\]\.end_time: is required: expected whole Unix seconds/,
    );
    assert.deepEqual((await check([part], { isPartial: true })).lines, []);
  });

  test('checkRecord reports invalid values, even when the records are partial', async () => {
    const wrong = { display_name: 7, titel: 'x' };
    const { good, lines } = await check([wrong], { isPartial: true });
    assert.deepEqual(good, []);
    assert.deepEqual(lines, [
      'runs.json:2:17: [0].display_name: expected a string, found 7: put it in quotes, "7"',
      'runs.json:2:19: [0].titel: is not a known field',
    ]);
  });

  test('checkRecord names record-run when a record has its fields', async () => {
    const dataset = { dataset_template_id: '10378.1/2', dataset: { $file: 'a.yaml' }, path: 'results/' };
    const { lines } = await check([{ ...RUN, outputs: [dataset] }], { isPartial: true });
    const hint =
      'is a field of documents of kind run. Use the action record-run for this document, or set dataset_id instead';
    const actual = lines.map((line) => line.replace(/^runs\.json:2:\d+: /, ''));
    assert.deepEqual(actual, [`[0].outputs[0].dataset: ${hint}`]);
  });

  test('checkRecord reports only the key around a list of records', async () => {
    for (const key of ['runs', 'model_runs', 'records', 'data'])
      assert.deepEqual((await check([{ [key]: [RUN] }])).lines, [
        `runs.json:2:2: [0].${key}: is not a known field. If it is a list of model runs, write the list without this key`,
      ]);
    const { lines } = await check([{ input: [] }], { isPartial: true });
    assert.deepEqual(lines, ['runs.json:2:2: [0].input: is not a known field. Did you mean "inputs"?']);
    assert.deepEqual((await check([{ inputs: [] }], { isPartial: true })).lines, []);
  });

  test('checkRecord reports a record that ends before it starts', async () => {
    assert.deepEqual(
      (await check([{ ...RUN, start_time: 3 }])).lines.map((line) => line.replace(/:\d+: /, ': ')),
      ['runs.json:2: [0].end_time: must not be before start_time'],
    );
  });
});
