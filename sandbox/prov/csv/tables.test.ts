import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { mintDataset, waitForJob } from '../../testing/records.ts';
import { ApiClient, startTestSandbox, TestResponse } from '../../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const seed = sandbox.seed ?? assert.fail('the sandbox has its seed');
const query = { workflow_template_id: seed.workflowTemplate };
const template = await modeller.get('prov', '/bulk/generate_template/csv', query);
assert.match(template.headers.get('content-type') ?? '', /^text\/csv/);
const [headers = []]: string[][] = parse(String(template.body));
const dataset = await mintDataset(modeller, sandbox);
const values: Record<string, string> = {
  'display name': 'Run, of "one"',
  description: 'By the table.',
  'agent id': seed.person,
  'Input dataset': dataset,
  'Input resource: series': 'a.csv',
  'Output dataset': dataset,
  'annotation: scenario': 'warm',
  'execution start': '2024-01-01 00:00:00+00:00',
  'execution end': '2024-01-01 12:00:00+10:00',
};
const cellOf = (header: string) =>
  Object.entries(values).find(([start]) => header.startsWith(start))?.[1] ?? '';
const row = Object.fromEntries(headers.map((header) => [header, cellOf(header)]));

function table(...rows: Record<string, string>[]): string {
  const lines = [headers, ...rows.map((cells) => headers.map((header) => cells[header] ?? ''))];
  return lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
}

async function convert(content: string | Uint8Array<ArrayBuffer>): Promise<TestResponse> {
  const form = new FormData();
  form.set('csv_file', new Blob([content]), 'runs.csv');
  const url = `${sandbox.endpoints.prov}/bulk/convert_model_runs/csv`;
  const headersSent = { authorization: `Bearer ${await modeller.token()}` };
  const response = await fetch(url, { method: 'POST', body: form, headers: headersSent });
  return new TestResponse(response.status, response.headers, await response.text());
}

test('a template table has a column for each field of a run of its workflow', () => {
  assert.equal(headers[0], `_workflow template id ${seed.workflowTemplate}`);
  for (const part of ['Input resource: series', 'annotation: scenario', 'annotation: note', '_job_id']) {
    assert.ok(
      headers.some((header) => header === part),
      part,
    );
  }
});

test('a table can be converted to records, and the registered records to a table', async () => {
  const converted = await convert(table(row, row));
  assert.equal(converted.at('new_records.1.display_name'), 'Run, of "one"');
  assert.equal(converted.at('new_records.0.end_time'), Date.parse('2024-01-01T02:00:00Z') / 1000);
  assert.deepEqual(converted.at('new_records.0.annotations'), { scenario: 'warm' });
  const records = converted.at('new_records');
  const batch = await modeller.post('prov', '/model_run/register_batch', { records });
  const job = await waitForJob(modeller, batch.text('session_id'));
  const batch_id = job.text('job.result.batch_id');
  const jobs = await modeller.post('jobs', '/jobs/user/list_batch', { batch_id });
  for (const index of [0, 1]) await waitForJob(modeller, jobs.text(`jobs.${index}.session_id`));
  const rerun = await modeller.get('prov', '/bulk/regenerate_from_batch/csv', { batch_id });
  const [, ...rows] = parse(String(rerun.body));
  const column = (name: string) => rows.map((cells) => cells[headers.indexOf(name)]);
  assert.deepEqual(column('_job_status'), ['SUCCEEDED', 'SUCCEEDED']);
  assert.deepEqual(column('display name'), ['Run, of "one"', 'Run, of "one"']);
  assert.ok(column('_model_run_record_id').every((id) => /^10378\.1\/\d+$/.test(id ?? '')));
});

test('rows with a job id are existing records, and unknown columns are warnings', async () => {
  const id = '01234567-89ab-cdef-0123-456789abcdef';
  headers.push('colour');
  const response = await convert(table({ ...row, _job_id: id }, row));
  headers.pop();
  assert.deepEqual(response.at('existing_records'), [id]);
  assert.equal(response.at<unknown[]>('new_records').length, 1);
  assert.match(response.text('warnings.0'), /colour/);
  const unusual = `{uuid:${id.replaceAll('-', '').replace('0', '0-')}}`;
  assert.deepEqual((await convert(table({ ...row, _job_id: unusual }))).at('existing_records'), [unusual]);
});

/** Invalid tables, and the expected messages. */
const INVALID_TABLES: [string, () => string | Uint8Array<ArrayBuffer>, RegExp][] = [
  ['empty', () => '', /no header/],
  ['with an empty first line', () => `\n${table(row)}`, /no header/],
  ['with an empty template id', () => 'a,_workflow template id \n1,2\n', /workflow_template_id/],
  ['without rows', () => table(), /no rows/],
  ['not UTF-8', () => new Uint8Array([0xff, 0xfe, 0x41]), /UTF-8/],
  ['without a template', () => 'a,b\n1,2\n', /_workflow template id/],
  ['without a required column', () => table(row).replace('description', 'other'), /"description" is missing/],
  ['with an invalid time', () => table({ ...row, [findHeader('execution start')]: 'noon' }), /Row 1.*"noon"/],
  [
    'without a required annotation',
    () => table(row, { ...row, 'annotation: scenario': '' }),
    /Row 2.*scenario/,
  ],
  [
    'without a required annotation and with an unknown dataset',
    () => table({ ...row, 'annotation: scenario': '', [findHeader('Input dataset')]: '1/2' }),
    /Row 1, Input dataset/,
  ],
  ['with an invalid job id', () => table({ ...row, _job_id: 'x' }), /"x" is not a job id/],
  ['with a short row', () => `${table(row)}\r\na,b`, /'NoneType' object has no attribute 'strip'/],
];

function findHeader(start: string): string {
  return headers.find((header) => header.startsWith(start)) ?? '';
}

for (const [title, content, message] of INVALID_TABLES) {
  test(`a table ${title} is rejected`, async () => {
    const response = await convert(content());
    assert.equal(response.status, 400);
    assert.match(response.text('detail'), message);
  });
}

test('a row with too few or too many cells gets a 400 response with an error of Python', async () => {
  for (const cells of [headers.length - 1, headers.length + 1]) {
    const cellsOfRow = Array.from({ length: cells }, () => 'x').join(',');
    const response = await convert(`${table()}\r\n${cellsOfRow}`);
    assert.equal(response.status, 400);
    assert.match(response.text('detail'), /object has no attribute 'strip'/);
  }
});
