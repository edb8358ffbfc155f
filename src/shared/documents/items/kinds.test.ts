import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CollectionFormat } from '../../client/index.ts';
import { parseUnixSeconds } from '../dates.ts';
import { checkRecords } from '../model-runs/check-records.ts';
import { readRecords } from '../model-runs/read-records.ts';
import { UserError } from '../problem.ts';
import { readSource } from '../text/source.ts';
import { validateDocument } from '../validate-document.ts';

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
  const { valid, problems } = checkRecords(written.records);
  if (problems.count > 0) throw new UserError(problems);
  return { records: valid.map(({ record }) => record), isBatch: written.isBatch };
}

async function rejection(promise: Promise<unknown>): Promise<string[]> {
  const error: unknown = await promise.then(
    () => assert.fail('nothing was rejected'),
    (reason) => reason,
  );
  assert.ok(error instanceof UserError, String(error));
  return error.message.split('\n');
}

suite('model run documents', () => {
  test('model run document becomes a record of the prov API', async () => {
    const { records, isBatch } = await runs(RUN);
    assert.equal(isBatch, false);
    assert.deepEqual(records, [
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

  test('model run document with a list of one run is a batch', async () => {
    const { records, isBatch } = await runs(JSON.stringify([(await runs(RUN)).records[0]]));
    assert.equal(isBatch, true);
    assert.equal(records.length, 1);
  });

  test('model run document with an empty list is rejected', async () => {
    assert.deepEqual(await rejection(runs('[]')), ['input model-run: there are no model runs to register']);
  });

  test('model run document reports every problem of every record with its line', async () => {
    const list = `- ${RUN.trim().replaceAll('\n', '\n  ')}\n  study: x\n- {display_name: ''}\n`;
    const lines = await rejection(runs(list.replace('2024-05-01T06:00:00+10:00', 'yesterday')));
    assert.ok(
      lines.includes(
        'input model-run, line 9, column 15: [0].start_time: expected whole Unix seconds, an ISO 8601 time such as 2024-05-01T06:00:00Z, or now; found "yesterday"',
      ),
      lines.join('\n'),
    );
    assert.ok(
      lines.includes(
        'input model-run, line 11, column 3: [0].study: is not a known field. Did you mean "study_id"?',
      ),
      lines.join('\n'),
    );
    assert.ok(
      lines.some((line) =>
        line.startsWith('input model-run, line 12, column 18: [1].display_name: must not be empty'),
      ),
      lines.join('\n'),
    );
    assert.ok(
      lines.some((line) =>
        line.startsWith('input model-run, line 12, column 3: [1].workflow_template_id: is required'),
      ),
      lines.join('\n'),
    );
  });

  test('model run document is rejected when the run ends before it starts', async () => {
    const text = RUN.replace('1714543200', '2024-04-30');
    assert.match(
      (await rejection(runs(text))).join('\n'),
      /line 11, column 11: end_time: must not be before start_time/,
    );
  });
});

suite('timestamps', () => {
  const rows: readonly [text: string, seconds: number | undefined][] = [
    ['2024-05-01', 1714521600],
    ['2024-05-01T06:00:00Z', 1714543200],
    ['2024-05-01 06:00', 1714543200],
    ['2024-05-01T16:00:00.5+10:00', 1714543200],
    ['2024-05-01T16:00+10', 1714543200],
    ['2024-02-30T00:00:00Z', undefined],
    ['01/05/2024', undefined],
    ['2024-05-01T25:00:00Z', undefined],
    ['', undefined],
  ];
  for (const [text, seconds] of rows) {
    test(`timestamp ${JSON.stringify(text)} is read as ${seconds ?? 'invalid'}`, () =>
      assert.equal(parseUnixSeconds(text), seconds));
  }
});

test('dataset document reports all three problems when it has three', async () => {
  const source = await readSource({
    name: 'dataset.yaml',
    file: 'dataset.yaml',
    text: `associations:
  organisation_id: 10378.1/1
approvals:
  ethics_registration: {}
  ethics_access: {relevant: true}
  indigenous_knowledge: {}
  export_controls: {}
dataset_info:
  name: Record
  description: A record.
  acces_info: {}
  access_info: {}
  publisher_id: 10378.1/1
  created_date: {relevant: true, value: 2024-02-30}
  published_date: {}
  license: CC-BY
`,
  });
  const error = (() => {
    try {
      return validateDocument(source, CollectionFormat);
    } catch (reason) {
      return reason;
    }
  })();
  assert.ok(error instanceof UserError);
  const places = error.problems.map(({ path, place }) => [path, place?.line]);
  assert.deepEqual(places.sort(), [
    ['approvals.ethics_access.obtained', 5],
    ['dataset_info.acces_info', 11],
    ['dataset_info.created_date.value', 14],
    ['dataset_info.license', 16],
  ]);
});
