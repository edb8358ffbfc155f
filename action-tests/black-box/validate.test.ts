import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DOCUMENTS } from './repository-documents.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, useJob } from './test-job.ts';

suite('validate', async () => {
  const job = await useJob();

  test('validate checks all documents without a token and without a request', async () => {
    job.sandbox.clearRequestLog();
    const step = await expectSuccess(
      job.runner.runStep('validate', {
        files: DOCUMENTS,
        env: { PROVENA_OFFLINE_TOKEN: '', PROVENA_ENDPOINTS: '' },
      }),
    );
    assertOutputs(step, { checked: '5', problems: '0' });
    assert.deepEqual(job.sandbox.requestLog(), []);
  });

  test('validate sends nothing, not even for a token, unless online is true', async () => {
    for (const online of ['maybe', 'no', '0', 'tRue', 'False']) {
      job.sandbox.clearRequestLog();
      const step = await job.runner.runStep('validate', { files: DOCUMENTS, with: { online } });
      assert.equal(step.exitCode, online === 'False' ? 0 : 1, step.log);
      assert.deepEqual(job.sandbox.requestLog(), [], online);
    }
  });

  test('validate lists 100 documents in the summary, those with problems first', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `many/${String(i).padStart(3, '0')}.yaml`);
    const files = Object.fromEntries(names.map((name) => [name, 'display_name: A\nname: A\n']));
    const step = await job.runner.runStep('validate', {
      files: { ...files, 'many/299.yaml': 'display_name: A\nname: 7\n' },
      with: { path: 'many/*', kind: 'organisation' },
    });
    assert.equal(step.outputs['checked'], '300');
    const rows = step.summary.match(/^\| many\/.*$/gm) ?? [];
    assert.deepEqual([rows.length, rows[0]], [100, '| many/299.yaml | organisation | 1 |']);
    assert.match(step.summary, /^…and 200 more\.$/m);
  });

  test('validate detects the kind by kind, $schema, editor comment and input', async () => {
    const files = {
      'docs/run.yaml':
        '# yaml-language-server: $schema=https://example.org/schemas/model-run.json\ndisplay_name: x\nstart_time: yesterday\n',
      'docs/record.json': JSON.stringify({ $schema: '../schemas/study.json', display_name: 's', title: 't' }),
      'docs/plain.yaml': 'display_name: Plain\nname: 7\n',
      'docs/readme.txt': 'not a document',
    };
    const step = await job.runner.runStep('validate', {
      files,
      with: { path: 'docs/*', kind: 'organisation', partial: 'docs/run.yaml' },
    });
    assert.equal(step.exitCode, 1);
    assert.deepEqual(JSON.parse(step.outputs['documents'] ?? '[]'), [
      { file: 'docs/plain.yaml', kind: 'organisation', problems: 1 },
      { file: 'docs/record.json', kind: 'study', problems: 1 },
      { file: 'docs/run.yaml', kind: 'model-run', problems: 1 },
    ]);
    assert.match(
      step.lastMessage,
      /docs\/plain\.yaml:2:7: name: expected a string, found 7: put it in quotes, "7"/,
    );
  });

  test('validate checks each line of JSON Lines as a model run unless the line names another kind', async () => {
    const files = {
      'lists/runs.jsonl':
        '{"display_name": "A", "start_time": "soon"}\n\n{"display_name": 7}\n{"display_name": "B"\n[]\n',
      'lists/items.ndjson':
        '{"kind": "organisation", "display_name": "A", "name": "A"}\n{"kind": "nothing"}\n',
      'lists/empty.jsonl': '\n',
      'lists/readings.csv': 'hour,level\n0,1.2\n',
    };
    const step = await job.runner.runStep('validate', {
      files,
      with: { path: 'lists/**', kind: 'dataset', partial: 'lists/runs.jsonl' },
    });
    assert.equal(step.exitCode, 1, step.log);
    assert.deepEqual(JSON.parse(step.outputs['documents'] ?? '[]'), [
      { file: 'lists/empty.jsonl', problems: 1 },
      { file: 'lists/items.ndjson', kind: 'organisation', problems: 1 },
      { file: 'lists/runs.jsonl', kind: 'model-run', problems: 4 },
    ]);
    const lines = step.annotations.filter(({ file }) => file === 'lists/runs.jsonl').map(({ line }) => line);
    assert.deepEqual(lines, ['1', '3', '4', '5']);
  });

  test('validate checks a table that a line names, its rows only online', async () => {
    const header = `_workflow template id ${job.seed.workflowTemplate},display name,description,agent id`;
    const files = { 'tables/runs.csv': `${header}\n,A,x,${job.seed.person}\n` };
    const offline = await expectSuccess(
      job.runner.runStep('validate', { files, with: { path: 'tables/*.csv' } }),
    );
    assert.deepEqual(
      offline.annotations.map(({ level, message }) => `${level}: ${message}`),
      [
        'warning: Only the header, the quotes and the number of cells of 1 CSV table were checked, because only the server can read the values. Set input online to true to check them.',
      ],
    );
    const online = await job.run('validate', { path: 'tables/*.csv', online: 'true' });
    assert.equal(online.exitCode, 1, online.log);
    assert.deepEqual(JSON.parse(online.outputs['documents'] ?? '[]'), [
      { file: 'tables/runs.csv', kind: 'model-run', problems: 1 },
    ]);
    assert.equal(online.annotations.find(({ file }) => file === 'tables/runs.csv')?.line, '1');
    const noTable = await job.runner.runStep('validate', {
      files: { 'tables/other.csv': 'a;b\n1;2\n' },
      with: { path: 'tables/other.csv' },
    });
    assert.equal(noTable.exitCode, 1, noTable.log);
    assert.match(noTable.log, /separated by semicolons/);
  });

  test('validate checks a run document, which its files and the workflow complete', async () => {
    const comment = '# yaml-language-server: $schema=https://example.org/schemas/run.json\n';
    const output = '[{ path: results/, dataset: { $file: a.yaml, dataset_info: { name: Tides } } }]';
    const files = {
      'runs/good.yaml': `${comment}display_name: x\noutputs: ${output}\n`,
      'runs/bad.yaml': `${comment}display_name: x\noutputs: ${output.replace('name:', 'titel:').replace('path', 'paths')}\n`,
    };
    const step = await job.runner.runStep('validate', { files, with: { path: 'runs/*' } });
    assert.equal(step.exitCode, 1, step.log);
    assert.deepEqual(JSON.parse(step.outputs['documents'] ?? '[]'), [
      { file: 'runs/bad.yaml', kind: 'run', problems: 2 },
      { file: 'runs/good.yaml', kind: 'run', problems: 0 },
    ]);
    assert.match(step.log, /runs\/bad\.yaml:3:\d+: outputs\[0\]\.dataset\.dataset_info\.titel: /);
    assert.match(step.log, /runs\/bad\.yaml:3:\d+: outputs\[0\]\.paths: /);
  });

  test('validate checks the documents of a folder and every document of a file', async () => {
    const files = {
      'all/two.yaml':
        'kind: organisation\ndisplay_name: A\nname: A\n---\nkind: study\ndisplay_name: 1.10\ntitle: S\ndescription: d\n---\n',
      'all/deep/one.yml': 'kind: organisation\ndisplay_name: B\nname: 123e456\n',
      'all/.hidden/no.yaml': 'kind: nothing',
      'all/readme.md': 'no document',
    };
    const step = await job.runner.runStep('validate', { files, with: { path: 'all/' } });
    assert.equal(step.exitCode, 1);
    assert.deepEqual(JSON.parse(step.outputs['documents'] ?? '[]'), [
      { file: 'all/deep/one.yml', problems: 1 },
      { file: 'all/two.yaml', kind: 'organisation, study', problems: 1 },
    ]);
    const message = step.annotations.map((annotation) => annotation.message).join('\n');
    assert.match(message, /display_name: expected a string, found 1\.10: put it in quotes, "1\.10"/);
    assert.match(message, /123e456 is read as a number/);
  });

  test('validate allows missing fields only in partial documents', async () => {
    const files = { 'parts/model.yaml': 'kind: model\ndisplay_name: Waves\n' };
    const whole = await job.runner.runStep('validate', { files, with: { path: 'parts/*' } });
    const partial = await job.run('validate', { path: 'parts/*', partial: 'parts/*' });
    assertFailed(whole, /description: is required/);
    assert.equal(partial.exitCode, 0, partial.log);
  });

  test('validate checks references at the server and creates nothing when online is true', async () => {
    const wrong = `kind: dataset
associations: { organisation_id: 10378.1/404 }
approvals: { ethics_registration: {}, ethics_access: {}, indigenous_knowledge: {}, export_controls: {} }
dataset_info: { name: n, description: d, access_info: {}, publisher_id: 10378.1/404, created_date: {}, published_date: {}, license: 'https://example.org' }
`;
    const api = new CheckedClient(job.sandbox);
    const before = (await api.datasets()).length;
    const offline = await job.runner.runStep('validate', {
      files: { 'online/d.yaml': wrong },
      with: { path: 'online/d.yaml' },
    });
    const online = await job.run('validate', { path: 'online/d.yaml', online: 'true' });
    assert.equal(offline.exitCode, 0, offline.log);
    assertFailed(online, /online\/d\.yaml.*the server rejects it/);
    assert.equal((await api.datasets()).length, before);
  });
});
