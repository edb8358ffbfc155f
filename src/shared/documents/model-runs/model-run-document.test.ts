import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { getErrorLines } from '../testing/documents-support.ts';
import { validateRecords } from './check-records.ts';
import { readRecords } from './read-records.ts';

const RUN = `
workflow_template_id: 10378.1/1
inputs:
  - {dataset_template_id: 10378.1/2, dataset_id: 10378.1/3, resources: {series: co2.csv}}
outputs:
  - {dataset_template_id: 10378.1/4, dataset_id: 10378.1/5}
display_name: Run
description: A run.
associations: {modeller_id: me}
start_time: 2024-05-01T06:00:00+10:00
end_time: 1714543200
`;

async function runs(text: string) {
  const written = await readRecords({
    inline: { input: 'model-run', text },
    files: { input: 'model-run-file', paths: [] },
    workspace: '/',
    convertCsv: async () => assert.fail('there is no table'),
  });
  return validateRecords(written.records).map(({ record }) => record);
}

suite('model run documents', () => {
  test('model run document becomes a record of the prov API', async () => {
    assert.deepEqual(await runs(RUN), [
      {
        workflow_template_id: '10378.1/1',
        inputs: [
          {
            dataset_template_id: '10378.1/2',
            dataset_id: '10378.1/3',
            dataset_type: 'DATA_STORE',
            resources: { series: 'co2.csv' },
          },
        ],
        outputs: [{ dataset_template_id: '10378.1/4', dataset_id: '10378.1/5', dataset_type: 'DATA_STORE' }],
        display_name: 'Run',
        description: 'A run.',
        associations: { modeller_id: 'me' },
        start_time: 1714507200,
        end_time: 1714543200,
      },
    ]);
  });

  test('model run document reports every problem of every record with its line', async () => {
    const list = `- ${RUN.trim().replaceAll('\n', '\n  ')}\n  study: x\n- {display_name: ''}\n`;
    const lines = await getErrorLines(() => runs(list.replace('2024-05-01T06:00:00+10:00', 'yesterday')));
    for (const start of [
      'line 9, column 15: [0].start_time: expected whole Unix seconds, an ISO 8601 time such as 2024-05-01T06:00:00Z, or now; found "yesterday"',
      'line 11, column 3: [0].study: is not a known field. Did you mean "study_id"?',
      'line 12, column 18: [1].display_name: must not be empty',
      'line 12, column 3: [1].workflow_template_id: is required',
    ])
      assert.ok(
        lines.some((line) => line.startsWith(`input model-run, ${start}`)),
        lines.join('\n'),
      );
  });
});
